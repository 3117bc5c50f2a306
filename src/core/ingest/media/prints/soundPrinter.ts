import { packSound } from '../../../base/index.ts';
import { powerSpectrum } from './powerSpectrum.ts';

const sampleRate = 16_000;
/** Two samples become one: what is compared ends at 2 kHz. */
const rate = sampleRate / 2;
const frameSize = 4_096;
const hopSize = 512;
/** One item of the print is this long. */
export const soundItemMs = (hopSize / rate) * 1_000;
/** The beginning of a long recording tells it. */
const maxItems = Math.round(120_000 / soundItemMs);
const lowHz = 300;
const highHz = 2_000;
const bands = 33;
/** Root mean square, 1 is full scale: less is silence. */
const minLevel = 0.002;

/** The first bin of each band and the end of the last, evenly in the logarithm of the frequency. */
const bounds = Array.from({ length: bands + 1 }, (_, band) =>
  Math.round(((lowHz * (highHz / lowHz) ** (band / bands)) / rate) * frameSize),
);

/**
 * The print of a sound: for each {@link soundItemMs} 32 bits, each of which says whether the energy
 * of a band minus that of the next grew since the item before. J. Haitsma, T. Kalker, "A Highly Robust
 * Audio Fingerprinting System", ISMIR 2002, section 4.2: volume does not matter, coding little, and two
 * of the same sound differ in fewer than 35 % of their bits. Frames are half a second long and follow
 * one another by an eighth of it, so that a recording that begins between two is known too. Silence
 * is 0, which matches nothing.
 */
export class SoundPrinter {
  readonly #items: number[] = [];
  readonly #frame = new Float64Array(frameSize);
  #filled = 0;
  #half: number | undefined;
  #before: Float64Array | undefined;

  /** What comes later tells nothing more. */
  get isFull(): boolean {
    return this.#items.length >= maxItems;
  }

  /** Mono samples at 16 kHz, in order. */
  add(samples: Float32Array): void {
    for (const sample of samples) {
      if (this.isFull) return;
      const value = Number.isFinite(sample) ? sample : 0;
      if (this.#half === undefined) {
        this.#half = value;
        continue;
      }
      this.#frame[this.#filled++] = (this.#half + value) / 2;
      this.#half = undefined;
      if (this.#filled === frameSize) this.#close();
    }
  }

  /** As `packSound` has it; empty when all of it is silent or shorter than a frame. */
  finish(): Uint8Array {
    const isSilent = this.#items.every((item) => item === 0);
    return packSound(Uint32Array.from(isSilent ? [] : this.#items));
  }

  #close(): void {
    const energies = energiesOf(this.#frame);
    this.#items.push(itemOf(energies, this.#before));
    this.#before = energies;
    this.#frame.copyWithin(0, hopSize);
    this.#filled = frameSize - hopSize;
  }
}

/** Of each band; undefined in silence. */
function energiesOf(frame: Float64Array): Float64Array | undefined {
  let squares = 0;
  for (const sample of frame) squares += sample * sample;
  if (squares / frame.length < minLevel * minLevel) return undefined;
  const power = powerSpectrum(frame);
  return Float64Array.from({ length: bands }, (_, band) => {
    let sum = 0;
    for (let bin = bounds[band] ?? 0; bin < (bounds[band + 1] ?? 0); bin++) sum += power[bin] ?? 0;
    return sum;
  });
}

function itemOf(now: Float64Array | undefined, before: Float64Array | undefined): number {
  if (now === undefined || before === undefined) return 0;
  let item = 0;
  for (let band = 0; band < bands - 1; band++) {
    const difference = (now[band] ?? 0) - (now[band + 1] ?? 0);
    const earlier = (before[band] ?? 0) - (before[band + 1] ?? 0);
    item = (item << 1) | (difference > earlier ? 1 : 0);
  }
  return item >>> 0;
}
