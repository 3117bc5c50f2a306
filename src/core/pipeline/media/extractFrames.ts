import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Decoder, FilterAPI, Scaler } from 'node-av/api';
import { AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import type { Frame, Stream } from 'node-av/lib';
import { AppError } from '../../base/index.ts';
import { comparedSize, hasChanged } from './changedFrames.ts';
import type { FrameFile, FramesInput, FramesOutput, TimeSpanMs } from './mediaCalls.ts';
import { openMedia } from './probeMedia.ts';
import { ShotDetector, shotPictureSize } from './shotDetector.ts';
import { evenPixels, SpriteSheet } from './spriteSheet.ts';

const longestSidePixels = 960;
const sampleEveryMs = 500;
/** A long video is sampled more sparsely, so that reading its text stays bounded. */
const mostSamples = 1_200;
/** Where in a shot its keyframe is taken: past the transition, before the next. */
const keyframePosition = 1 / 3;

export interface ExtractControl {
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress(fraction: number): void;
}

/**
 * One pass over the pictures of a video: shots, keyframes, the frames on which text may have
 * changed, and the scrub sprite. Memory is one frame, whatever the length.
 * Errors: `input.noFrames` when not one picture can be decoded, `job.cancelled`.
 */
export async function extractFrames(
  input: FramesInput,
  control: ExtractControl,
): Promise<FramesOutput> {
  await mkdir(input.folder, { recursive: true });
  const pass = new FramePass(input);
  for await (const { frame, atMs, lengthMs } of timedFrames(input)) {
    control.signal.throwIfAborted();
    await pass.take(frame, atMs, lengthMs);
    if (input.durationMs > 0) control.onProgress(Math.min(1, atMs / input.durationMs));
  }
  return pass.finish();
}

interface Sample extends FrameFile {
  changed: boolean;
}

class FramePass {
  readonly #input: FramesInput;
  readonly #scaler = new Scaler();
  readonly #shots = new ShotDetector();
  readonly #sprite: SpriteSheet;
  readonly #samples: Sample[] = [];
  readonly #sampleEveryMs: number;
  #lastCompared: Uint8Array | undefined;
  #endMs = 0;

  constructor(input: FramesInput) {
    this.#input = input;
    this.#sprite = new SpriteSheet(input);
    this.#sampleEveryMs = Math.max(sampleEveryMs, input.durationMs / mostSamples);
  }

  async take(frame: Frame, atMs: number, lengthMs: number): Promise<void> {
    const side = shotPictureSize;
    const small = this.#small(frame, side, side, 'rgb');
    const couldBeCut = ShotDetector.couldBeCut(this.#shots.add(small, atMs));
    const lastMs = this.#samples.at(-1)?.atMs;
    // The first frame after a cut is always sampled, so that every shot has a picture.
    if (lastMs === undefined || couldBeCut || atMs - lastMs >= this.#sampleEveryMs) {
      await this.#sample(frame, atMs);
    }
    if (this.#sprite.wants(atMs)) {
      const { tileWidth, tileHeight } = this.#sprite;
      this.#sprite.add(this.#small(frame, tileWidth, tileHeight, 'rgb'));
    }
    this.#endMs = Math.max(this.#endMs, atMs + lengthMs);
  }

  async finish(): Promise<FramesOutput> {
    if (this.#samples.length === 0) {
      throw new AppError('input.noFrames', `${this.#input.path} has no picture that can be read.`);
    }
    const endMs = Math.round(this.#endMs);
    const changed = this.#samples.filter((sample) => sample.changed);
    try {
      return {
        durationMs: endMs,
        shots: this.#shots
          .shots(endMs)
          .map((shot) => ({ ...shot, keyframe: this.#keyframe(shot) })),
        changed: changed.map(({ path, atMs }, index) => ({
          path,
          atMs,
          untilMs: changed[index + 1]?.atMs ?? endMs,
        })),
        sprite: await this.#sprite.write(this.#input.folder, this.#scaler),
      };
    } finally {
      this.#scaler.close();
    }
  }

  async #sample(frame: Frame, atMs: number): Promise<void> {
    const compared = this.#small(frame, comparedSize, comparedSize, 'gray');
    const changed = hasChanged(this.#lastCompared, compared);
    if (changed) this.#lastCompared = compared;
    const path = join(this.#input.folder, `${`${atMs}`.padStart(9, '0')}.jpg`);
    const { width, height } = this.#input;
    const scale = Math.min(1, longestSidePixels / Math.max(width, height));
    const resize = { width: evenPixels(width * scale), height: evenPixels(height * scale) };
    await writeFile(path, await this.#scaler.toJpeg(frame, { resize, quality: 85 }));
    this.#samples.push({ path, atMs, changed });
  }

  #small(frame: Frame, width: number, height: number, format: 'rgb' | 'gray'): Buffer {
    return this.#scaler.toBufferSync(frame, { resize: { width, height }, format });
  }

  #keyframe({ startMs, endMs }: TimeSpanMs): FrameFile {
    const wantedMs = startMs + (endMs - startMs) * keyframePosition;
    const distance = (sample: Sample): number =>
      sample.atMs < startMs || sample.atMs >= endMs
        ? Number.POSITIVE_INFINITY
        : Math.abs(sample.atMs - wantedMs);
    const [first, ...rest] = this.#samples;
    if (first === undefined) throw new AppError('input.noFrames', 'A shot has no picture.');
    const best = rest.reduce((a, b) => (distance(b) < distance(a) ? b : a), first);
    return { path: best.path, atMs: best.atMs };
  }
}

interface TimedFrame {
  frame: Frame;
  /** From the start of the video. */
  atMs: number;
  lengthMs: number;
}

/** Frames as displayed, in order; a frame that cannot be decoded is passed over. */
async function* timedFrames(input: FramesInput): AsyncGenerator<TimedFrame, void, undefined> {
  await using demuxer = await openMedia(input.path);
  const stream = demuxer.findBestStream(AVMEDIA_TYPE_VIDEO);
  if (stream === undefined) return;
  using decoder = await createDecoder(stream, input.path);
  using turn = turnFilter(input.rotationDegrees);
  const decoded = decoder.frames(demuxer.packets(stream.index));
  let firstMs: number | undefined;
  let lastMs = -1;
  for await (const frame of turn === undefined ? decoded : turn.frames(decoded)) {
    if (frame === null) continue;
    using owned = frame;
    const timeBase = owned.timeBase.num / owned.timeBase.den;
    const ms = Number(owned.pts) * timeBase * 1000;
    firstMs ??= ms;
    const atMs = Math.max(lastMs + 1, Math.round(ms - firstMs));
    lastMs = atMs;
    const lengthMs = Number(owned.duration) * timeBase * 1000;
    yield { frame: owned, atMs, lengthMs: lengthMs > 0 ? lengthMs : 1 };
  }
}

async function createDecoder(stream: Stream, path: string): Promise<Decoder> {
  try {
    // Each thread holds frames of its own: at 8K two of them are enough memory.
    return await Decoder.create(stream, { threadCount: 2, exitOnError: false });
  } catch (error) {
    throw new AppError('input.unsupported', `${path} has pictures in a format without decoder.`, {
      cause: error,
    });
  }
}

/** Turns frames clockwise for display; nothing for upright ones. */
function turnFilter(rotationDegrees: number): FilterAPI | undefined {
  switch (rotationDegrees) {
    case 90:
      return FilterAPI.create('transpose=clock');
    case 180:
      return FilterAPI.create('hflip,vflip');
    case 270:
      return FilterAPI.create('transpose=cclock');
    default:
      return undefined;
  }
}
