import sharp from 'sharp';
import { type Clip, frameRate } from './clip.ts';
import { drawFrame } from './drawFrame.ts';
import { encodeClip } from './encodeClip.ts';
import { mixSound } from './mixSound.ts';
import type { TimedShot } from './timeline.ts';
import { toYuv420 } from './toYuv420.ts';

/** Draws, mixes and writes one clip. */
export async function makeClip(options: {
  readonly clip: Clip;
  readonly shots: readonly TimedShot[];
  readonly path: string;
}): Promise<void> {
  const { clip, shots, path } = options;
  // All pictures come first: with drawing and encoding in turns, bytes varied from run to run.
  const pictures = await drawPictures(clip, shots);
  const sound = mixSound(shots, clip.bed ?? 0);
  await encodeClip({ path, width: clip.width, height: clip.height, pictures, sound });
}

async function drawPictures(clip: Clip, shots: readonly TimedShot[]): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (const timed of shots) {
    for (let timeMs = timed.startMs; timeMs < timed.endMs; timeMs += 1000 / frameRate) {
      const svg = Buffer.from(drawFrame(clip, timed, timeMs));
      const rgba = await sharp(svg).ensureAlpha().raw().toBuffer();
      pictures.push(toYuv420(rgba, clip.width, clip.height));
    }
  }
  return pictures;
}
