/** A text as it was read on a frame. */
interface Reading {
  words: readonly string[];
  confidence: number;
}

/**
 * All readings of one text. On moving pictures each has other faults: the words are those that most
 * readings have, by their confidence, among readings with the usual number of words.
 */
export class Readings {
  readonly #all: Reading[] = [];

  add(words: readonly string[], confidence: number): void {
    this.#all.push({ words, confidence });
  }

  /** 0 to 1, of the surest reading. */
  get confidence(): number {
    return Math.max(0, ...this.#all.map(({ confidence }) => confidence));
  }

  best(): string[] {
    const length = heaviest(this.#all.map(({ words, confidence }) => [words.length, confidence]));
    const usual = this.#all.filter(({ words }) => words.length === length);
    return Array.from({ length: length ?? 0 }, (_, i) => {
      const votes = usual.map(({ words, confidence }) => [words[i] ?? '', confidence] as const);
      return heaviest(votes) ?? '';
    });
  }
}

function heaviest<T>(votes: readonly (readonly [T, number])[]): T | undefined {
  const weights = new Map<T, number>();
  for (const [value, weight] of votes) {
    // Squared: one sure reading is worth more than two doubtful ones.
    weights.set(value, (weights.get(value) ?? 0) + weight ** 2);
  }
  return [...weights].reduce<[T, number] | undefined>(
    (best, each) => (best === undefined || each[1] > best[1] ? each : best),
    undefined,
  )?.[0];
}
