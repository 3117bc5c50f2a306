import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'node-av/lib';
import { AppError } from '../../../base/index.ts';
import { DecodedPictures } from '../decodeLimits.ts';
import type { FrameFile, FramesInput, FramesOutput, TimeSpanMs } from '../mediaCalls.ts';
import { openMedia, originSeconds, pictureStream } from '../openMedia.ts';
import { FramePrinter } from '../prints/framePrinter.ts';
import { decodePictures } from './decodePictures.ts';
import { FramePictures, fitInto, type PictureSize } from './framePictures.ts';
import { FrameTimes } from './frameTimes.ts';
import { LookSampler } from './lookSampler.ts';
import { PictureSignals } from './pictureSignals.ts';
import { ShotDetector, shotPictureSize } from './shotDetector.ts';
import { SpriteSheet } from './spriteSheet.ts';
import { comparedSize, TextWatch } from './textWatch.ts';

const maxSidePixels = 960;
export const sampleEveryMs = 500;
/** A long video is sampled more sparsely, so that reading its text stays bounded. */
export const maxSamples = 1_200;
/** A new shot is sampled at once, but flashing pictures not more often than this. */
const minSampleMs = 150;
/** Where in a shot its keyframe is taken: past the transition, before the next. */
const keyframePosition = 1 / 3;

export interface ExtractControl {
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress(fraction: number): void;
}

/**
 * One pass over the pictures of a video: shots, keyframes, the frames on which text may have
 * changed, and the scrub sprite. Memory is a few frames, whatever the length.
 * Errors: `input.noFrames` when not one picture can be decoded, `input.unsupported`,
 * `input.exceedsLimits`, `disk.full`, `job.cancelled`.
 */
export async function extractFrames(
  input: FramesInput,
  { signal, onProgress }: ExtractControl,
): Promise<FramesOutput> {
  await mkdir(input.folder, { recursive: true });
  await using media = await openMedia(input.path);
  const stream = pictureStream(media);
  if (stream === undefined) throw noPicture(input);
  using pass = new FramePass(input, originSeconds(media) * 1_000);
  for await (const frame of decodePictures(media, stream, signal)) {
    using owned = frame;
    const atMs = await pass.take(owned);
    if (input.durationMs > 0) onProgress(Math.min(1, atMs / input.durationMs));
  }
  return await pass.finish();
}

class FramePass implements Disposable {
  readonly #input: FramesInput;
  readonly #times: FrameTimes;
  readonly #pictures: FramePictures;
  readonly #shots = new ShotDetector();
  readonly #text = new TextWatch();
  readonly #prints: FramePrinter;
  readonly #sprite: SpriteSheet;
  readonly #signals = new PictureSignals();
  readonly #look: LookSampler | undefined;
  readonly #decoded = new DecodedPictures();
  readonly #size: PictureSize;
  readonly #sampleEveryMs: number;
  /** Written samples; one that shows nothing new is not written. */
  readonly #changed: FrameFile[] = [];
  #sampledMs = Number.NEGATIVE_INFINITY;
  #newShot = true;

  constructor(input: FramesInput, originMs: number) {
    this.#input = input;
    this.#times = new FrameTimes(originMs);
    this.#pictures = new FramePictures(input.rotationDegrees);
    this.#prints = new FramePrinter(input.rotationDegrees);
    this.#sprite = new SpriteSheet(input);
    this.#size = fitInto(input, maxSidePixels);
    if (input.look !== undefined) {
      this.#look = new LookSampler(input.folder, input, input.look);
    }
    this.#sampleEveryMs = Math.max(sampleEveryMs, input.durationMs / maxSamples);
  }

  async take(frame: Frame): Promise<number> {
    const atMs = this.#times.next(frame);
    this.#decoded.add(frame, atMs);
    const small = this.#pictures.square(frame, shotPictureSize, 'rgb');
    if (this.#shots.add(small, atMs)) this.#newShot = true;
    const sinceMs = atMs - this.#sampledMs;
    if (sinceMs >= (this.#newShot ? minSampleMs : this.#sampleEveryMs)) {
      this.#signals.add(small, this.#newShot);
      await this.#sample(frame, atMs);
    }
    if (this.#sprite.wants(atMs)) {
      this.#sprite.add(this.#pictures.rgb(frame, this.#sprite.tile), atMs);
    }
    return atMs;
  }

  async finish(): Promise<FramesOutput> {
    if (this.#changed.length === 0) throw noPicture(this.#input);
    const { endMs, frameRate, isVariable } = this.#times;
    return {
      durationMs: endMs,
      frameRate,
      variableFrameRate: isVariable,
      shots: this.#shots.shots(endMs).map((shot) => ({ ...shot, keyframe: this.#keyframe(shot) })),
      changed: this.#changed.map(({ path, atMs }, index) => ({
        path,
        atMs,
        untilMs: this.#changed[index + 1]?.atMs ?? endMs,
      })),
      sprite: await this.#sprite.write(this.#input.folder, endMs),
      prints: this.#prints.finish(endMs),
      signals: this.#signals.finish(),
      ...(this.#look !== undefined && { look: this.#look.finish(endMs) }),
    };
  }

  [Symbol.dispose](): void {
    this.#pictures[Symbol.dispose]();
  }

  async #sample(frame: Frame, atMs: number): Promise<void> {
    this.#sampledMs = atMs;
    const grey = this.#pictures.square(frame, comparedSize, 'gray');
    this.#prints.add(
      { pixels: grey, width: comparedSize, height: comparedSize, channels: 1 },
      atMs,
    );
    const isNew = this.#text.isNew(grey, { atMs, newShot: this.#newShot });
    const when = { atMs, isNewShot: this.#newShot };
    await this.#look?.add(grey, when, (size) => this.#pictures.rgb(frame, size));
    this.#newShot = false;
    if (!isNew) return;
    const path = join(this.#input.folder, `${`${atMs}`.padStart(9, '0')}.jpg`);
    const jpeg = this.#pictures.jpeg(frame, this.#size);
    this.#decoded.addBytes(jpeg.length);
    await writeFile(path, jpeg);
    this.#changed.push({ path, atMs });
  }

  /** The written sample nearest to the wanted place, within the shot where there is one. */
  #keyframe({ startMs, endMs }: TimeSpanMs): FrameFile {
    const wantedMs = startMs + (endMs - startMs) * keyframePosition;
    const inside = this.#changed.filter(({ atMs }) => atMs >= startMs && atMs < endMs);
    const [first, ...rest] = inside.length > 0 ? inside : this.#changed;
    if (first === undefined) throw noPicture(this.#input);
    const distance = ({ atMs }: FrameFile): number => Math.abs(atMs - wantedMs);
    const best = rest.reduce((a, b) => (distance(b) < distance(a) ? b : a), first);
    return { path: best.path, atMs: best.atMs };
  }
}

function noPicture({ path }: FramesInput): AppError {
  return new AppError('input.noFrames', `${path} has no readable picture.`);
}
