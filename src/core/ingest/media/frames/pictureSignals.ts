import type { PictureColour } from '../../../../contract/index.ts';
import type { PictureSignalsDto } from '../mediaCalls.ts';

/** Colours of one look differ by less than this, as a distance in RGB. */
const sameColour = 56;
const maxColours = 5;
/** A colour of less is a detail. */
const minShare = 0.04;

/** Measured on the small pictures that shots are found on: brightness, motion, colours. */
export class PictureSignals {
  /** Of each colour in 16 steps a channel: how many pixels, and the sum of their channels. */
  readonly #colours = new Map<number, [count: number, red: number, green: number, blue: number]>();
  #previous: Uint8Array | undefined;
  #brightness = 0;
  #pictures = 0;
  #motion = 0;
  #changes = 0;

  /** Takes the next sample as packed RGB. A cut is no motion. */
  add(rgb: Uint8Array, isNewShot: boolean): void {
    const pixels = rgb.length / 3;
    let sum = 0;
    for (let at = 0; at + 2 < rgb.length; at += 3) {
      const red = rgb[at] ?? 0;
      const green = rgb[at + 1] ?? 0;
      const blue = rgb[at + 2] ?? 0;
      sum += 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      this.#count(red, green, blue);
    }
    this.#brightness += sum / pixels / 255;
    this.#pictures += 1;
    if (this.#previous !== undefined && !isNewShot) {
      this.#motion += meanDifference(this.#previous, rgb) / 255;
      this.#changes += 1;
    }
    this.#previous = Uint8Array.from(rgb);
  }

  finish(): PictureSignalsDto {
    return {
      brightness: this.#pictures === 0 ? 0 : this.#brightness / this.#pictures,
      motion: this.#changes === 0 ? 0 : this.#motion / this.#changes,
      colours: this.#mainColours(),
    };
  }

  #count(red: number, green: number, blue: number): void {
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
    const known = this.#colours.get(key) ?? [0, 0, 0, 0];
    known[0] += 1;
    known[1] += red;
    known[2] += green;
    known[3] += blue;
    this.#colours.set(key, known);
  }

  /** The most frequent colour with all that look like it, then of the rest. */
  #mainColours(): PictureColour[] {
    const all = [...this.#colours.values()]
      .map(([count, red, green, blue]) => ({
        ...{ count, red: red / count, green: green / count, blue: blue / count },
      }))
      .sort((a, b) => b.count - a.count);
    const total = all.reduce((sum, { count }) => sum + count, 0);
    const main: (typeof all)[number][] = [];
    for (const colour of all) {
      const like = main.find(
        ({ red, green, blue }) =>
          Math.hypot(red - colour.red, green - colour.green, blue - colour.blue) < sameColour,
      );
      if (like === undefined) main.push({ ...colour });
      else like.count += colour.count;
    }
    return main
      .map(({ count, red, green, blue }) => ({
        hex: `#${[red, green, blue].map(hexOf).join('')}`,
        share: count / total,
      }))
      .filter(({ share }) => share >= minShare)
      .sort((a, b) => b.share - a.share)
      .slice(0, maxColours);
  }
}

function hexOf(channel: number): string {
  return Math.round(channel).toString(16).padStart(2, '0');
}

/** Of two pictures of one size, 0 to 255. */
export function meanDifference(before: Uint8Array, after: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < after.length; at++) sum += Math.abs((after[at] ?? 0) - (before[at] ?? 0));
  return sum / Math.max(1, after.length);
}
