import type { TimeSpanMs } from '../mediaCalls.ts';

/** Pixels across and down of the pictures that shots are found on; their shape does not matter. */
export const shotPictureSize = 48;

/** Least change that can be a cut, and how far above its neighbours it must stand. */
const minContent = 15;
const minRatio = 3;
/** Frames on each side that a change is compared with. */
const window = 2;
/** A shot shorter than this joins the one before. */
const minShotMs = 300;

/**
 * Finds hard cuts. The change between two frames is the mean change of hue, saturation and value
 * over all pixels, and a cut stands out from its neighbours: PySceneDetect's AdaptiveDetector
 * (scenedetect.com, "Detection Algorithms"), with its thresholds of 15 and 3.
 */
export class ShotDetector {
  #previous: Uint8Array<ArrayBuffer> | undefined;
  #current = new Uint8Array(shotPictureSize * shotPictureSize * 3);
  readonly #changes: { atMs: number; content: number }[] = [];

  /**
   * Takes the next frame as packed RGB. True when it may begin a shot, judged by the frames so
   * far: the ones to come can only take it back.
   */
  add(rgb: Uint8Array, atMs: number): boolean {
    const hsv = this.#current;
    toHsv(rgb, hsv);
    const content = this.#previous === undefined ? 0 : meanChange(this.#previous, hsv);
    this.#changes.push({ atMs, content });
    this.#current = this.#previous ?? new Uint8Array(hsv.length);
    this.#previous = hsv;
    return this.#standsOut(this.#changes.length - 1, content);
  }

  /** The shots from the first frame to `endMs`; at least one when there was a frame. */
  shots(endMs: number): TimeSpanMs[] {
    const first = this.#changes[0];
    if (first === undefined) return [];
    const starts = [first.atMs];
    for (const [index, { atMs, content }] of this.#changes.entries()) {
      const lastStart = starts.at(-1) ?? 0;
      if (index > 0 && this.#standsOut(index, content) && atMs - lastStart >= minShotMs) {
        starts.push(atMs);
      }
    }
    return starts.map((startMs, index) => ({ startMs, endMs: starts[index + 1] ?? endMs }));
  }

  #standsOut(index: number, content: number): boolean {
    if (content < minContent) return false;
    const first = Math.max(1, index - window);
    let sum = 0;
    let count = 0;
    for (const [offset, change] of this.#changes.slice(first, index + window + 1).entries()) {
      if (first + offset === index) continue;
      sum += change.content;
      count += 1;
    }
    return sum === 0 || content / (sum / count) >= minRatio;
  }
}

/** Hue 0 to 179, saturation and value 0 to 255, as OpenCV has them. */
function toHsv(rgb: Uint8Array, hsv: Uint8Array): void {
  for (let at = 0; at + 2 < hsv.length; at += 3) {
    const red = rgb[at] ?? 0;
    const green = rgb[at + 1] ?? 0;
    const blue = rgb[at + 2] ?? 0;
    const value = Math.max(red, green, blue);
    const spread = value - Math.min(red, green, blue);
    let hue = 0;
    if (spread > 0) {
      if (value === red) hue = (30 * (green - blue)) / spread;
      else if (value === green) hue = 60 + (30 * (blue - red)) / spread;
      else hue = 120 + (30 * (red - green)) / spread;
    }
    hsv[at] = hue < 0 ? hue + 180 : hue;
    hsv[at + 1] = value === 0 ? 0 : (255 * spread) / value;
    hsv[at + 2] = value;
  }
}

function meanChange(before: Uint8Array, after: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < after.length; at++) sum += Math.abs((after[at] ?? 0) - (before[at] ?? 0));
  return sum / after.length;
}
