/** As all-MiniLM-L6-v2 has. */
export const dimensions = 384;
const vocabulary = 8_000;
const topics = 200;
const syllables = ['ka', 'lo', 'mi', 'ren', 'su', 'ta', 'vor', 'ble', 'dun', 'gi', 'pax', 'yel'];

/**
 * Text whose words are as common as in a language (the n-th most common one has the share 1/n)
 * and vectors that lie about topics, all from one seed. It says nothing; it costs what text costs.
 */
export class SyntheticText {
  readonly #weights: Float64Array;
  readonly #centres: Float32Array[];
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
    let sum = 0;
    this.#weights = Float64Array.from({ length: vocabulary }, (_, i) => (sum += 1 / (i + 1)));
    this.#centres = Array.from({ length: topics }, () => this.direction());
  }

  sentence(length: number): string[] {
    return Array.from({ length }, () => this.#word());
  }

  /** The n-th most common word. */
  word(rank: number): string {
    let text = '';
    for (let rest = rank + syllables.length; rest > 0; rest = Math.floor(rest / syllables.length)) {
      text += syllables[rest % syllables.length];
    }
    return text;
  }

  /** A unit vector near the text's topic; the same text has the same one in one run. */
  vectorOf(text: string): Float32Array {
    let hash = 0;
    for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) >>> 0;
    const centre = this.#centres[hash % topics] ?? this.direction();
    const noise = this.direction();
    return unit(centre.map((value, i) => value + 0.8 * (noise[i] ?? 0)));
  }

  /** 0 to 1; mulberry32. */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  #word(): string {
    const wanted = this.random() * (this.#weights.at(-1) ?? 0);
    let [low, high] = [0, vocabulary - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#weights[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return this.word(low);
  }

  /** A random unit vector. */
  direction(): Float32Array {
    return unit(Float32Array.from({ length: dimensions }, () => this.random() - 0.5));
  }
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
