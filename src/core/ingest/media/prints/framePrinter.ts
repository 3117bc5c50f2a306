import { type FramePrint, type PictureHash, packFrames } from '../../../base/index.ts';
import { greyPicture, type PackedPicture, withoutBars } from './greyPicture.ts';
import { type GreyArea, pictureHash } from './pictureHash.ts';

/** Bits in which pictures that follow one another differ when they are the same to people. */
const maxSameBits = 4;
/** Of a long video, evenly over its time. */
const maxFrames = 240;
/** Pictures that are kept until the end, 9 kB each. */
const maxPictures = 1_600;
/** Cut off on each side for the hash of the middle. */
const edge = 0.06;

/** Makes the prints of a video's pictures from those that are sampled as it is decoded. */
export class FramePrinter {
  readonly #rotationDegrees: number;
  readonly #samples: { grey: Uint8Array; atMs: number }[] = [];

  /** The clockwise turn that the pictures need. */
  constructor(rotationDegrees = 0) {
    this.#rotationDegrees = rotationDegrees;
  }

  /** In the order of their times. */
  add(picture: PackedPicture, atMs: number): void {
    if (this.#samples.length >= maxPictures) return;
    const grey = greyPicture(picture, this.#rotationDegrees);
    this.#samples.push({ grey, atMs: Math.max(0, Math.round(atMs)) });
  }

  /** As {@link packFrames} has them; empty when every picture is flat. */
  finish(endMs: number): Uint8Array {
    const samples = this.#samples;
    const area = withoutBars(samples.map(({ grey }) => grey));
    const inner = middleOf(area);
    const frames: FramePrint[] = [];
    let isGap = true;
    for (const [index, { grey, atMs }] of samples.entries()) {
      const untilMs = Math.max(atMs, samples[index + 1]?.atMs ?? Math.round(endMs));
      const whole = pictureHash(grey, area);
      const middle = pictureHash(grey, inner);
      const last = frames.at(-1);
      if (whole === undefined || middle === undefined) {
        isGap = true;
      } else if (!isGap && last !== undefined && differingBits(last.whole, whole) <= maxSameBits) {
        last.endMs = untilMs;
      } else {
        frames.push({ startMs: atMs, endMs: untilMs, whole, middle });
        isGap = false;
      }
    }
    const step = Math.max(1, Math.ceil(frames.length / maxFrames));
    return packFrames(frames.filter((_, index) => index % step === 0));
  }
}

function middleOf({ left, top, right, bottom }: GreyArea): GreyArea {
  const across = (right - left) * edge;
  const down = (bottom - top) * edge;
  return { left: left + across, top: top + down, right: right - across, bottom: bottom - down };
}

function differingBits(one: PictureHash, other: PictureHash): number {
  return bitsOf(one[0] ^ other[0]) + bitsOf(one[1] ^ other[1]);
}

function bitsOf(value: number): number {
  let count = 0;
  for (let rest = value >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}
