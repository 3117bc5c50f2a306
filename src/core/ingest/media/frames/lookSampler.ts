import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LookChoice, LookFrame, LookFrames } from '../mediaCalls.ts';
import { fitInto, type PictureSize } from './framePictures.ts';
import { meanDifference } from './pictureSignals.ts';

/** The longest side of a picture that is looked at: what detectors of objects take. */
const lookSidePixels = 416;
const lookEveryMs = 1_000;
/** Of a long video frames lie farther apart; with the cuts there are at most `maxFrames`. */
const maxEven = 120;
const maxFrames = 180;

/** Chooses the frames to look at, and keeps them as plain RGB in one file. */
export class LookSampler {
  readonly #path: string;
  readonly #size: PictureSize;
  readonly #everyMs: number;
  readonly #choice: LookChoice;
  readonly #frames: { atMs: number }[] = [];
  #kept: Uint8Array | undefined;
  #sampled = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(
    folder: string,
    { durationMs, ...size }: PictureSize & { durationMs: number },
    choice: LookChoice,
  ) {
    this.#path = join(folder, 'look.rgb');
    this.#size = fitInto(size, lookSidePixels);
    this.#everyMs = Math.max(lookEveryMs, durationMs / maxEven);
    this.#choice = choice;
  }

  /** Takes a sample, grey; `rgb` is asked for the picture when it is kept. */
  async add(
    grey: Uint8Array,
    { atMs, isNewShot }: { atMs: number; isNewShot: boolean },
    rgb: (size: PictureSize) => Buffer,
  ): Promise<void> {
    if (!isNewShot && atMs - this.#lastMs < this.#everyMs) return;
    if (this.#sampled >= maxFrames) return;
    this.#lastMs = atMs;
    this.#sampled += 1;
    const isSame =
      this.#kept !== undefined && meanDifference(this.#kept, grey) < this.#choice.minDifference;
    if (isSame) return;
    this.#kept = Uint8Array.from(grey);
    this.#frames.push({ atMs });
    await appendFile(this.#path, rgb(this.#size));
  }

  finish(endMs: number): LookFrames {
    const { width, height } = this.#size;
    const frameBytes = width * height * 3;
    return {
      ...{ path: this.#path, width, height, sampled: this.#sampled },
      frames: this.#frames.map(
        ({ atMs }, index): LookFrame => ({
          atMs,
          untilMs: Math.max(atMs, this.#frames[index + 1]?.atMs ?? endMs),
          offset: index * frameBytes,
        }),
      ),
    };
  }
}
