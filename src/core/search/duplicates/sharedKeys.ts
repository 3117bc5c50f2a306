/** Entries with one key that are all compared with each other; of more, each with the next ones. */
const maxRun = 64;

export interface KeyedEntries {
  /** One for each entry, 32 bits. */
  keys: Uint32Array;
  /** Entries that belong together are near each other by it: which of many with a key are compared. */
  nearBy?: (entry: number) => number;
}

/**
 * Calls back for every two entries with the same key: an inverted index that is sorted once, so that
 * the work grows with the entries and not with their pairs. Of a key that more than 64 entries have,
 * each is paired with the 64 after it alone.
 */
export function forSharedKeys(
  { keys, nearBy }: KeyedEntries,
  onPair: (one: number, other: number) => void,
): void {
  const order = sortedBy(keys);
  for (let from = 0; from < order.length; ) {
    const key = keys[order[from] ?? 0];
    let end = from + 1;
    while (end < order.length && keys[order[end] ?? 0] === key) end++;
    let run = order.subarray(from, end);
    if (run.length > maxRun && nearBy !== undefined) {
      run = Uint32Array.from([...run].sort((a, b) => nearBy(a) - nearBy(b)));
    }
    for (let at = 0; at < run.length; at++) {
      const last = Math.min(run.length, at + 1 + maxRun);
      for (let next = at + 1; next < last; next++) onPair(run[at] ?? 0, run[next] ?? 0);
    }
    from = end;
  }
}

const digits = 65_536;

/** The entries in the order of their keys: a radix sort of two digits. */
function sortedBy(keys: Uint32Array): Uint32Array {
  let order = Uint32Array.from(keys, (_, entry) => entry);
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(digits + 1);
    for (const key of keys) {
      const digit = ((key >>> shift) & 0xffff) + 1;
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    for (let digit = 0; digit < digits; digit++) {
      starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
    }
    const next = new Uint32Array(order.length);
    for (const entry of order) {
      const digit = ((keys[entry] ?? 0) >>> shift) & 0xffff;
      const place = starts[digit] ?? 0;
      next[place] = entry;
      starts[digit] = place + 1;
    }
    order = next;
  }
  return order;
}

/** Pairs of videos by their numbers, each with how often it was counted. */
export class PairCounts {
  #keys = new Float64Array(1_024);
  #length = 0;
  readonly #videos: number;

  constructor(videos: number) {
    this.#videos = videos;
  }

  add(one: number, other: number): void {
    if (one === other) return;
    if (this.#length === this.#keys.length) {
      const grown = new Float64Array(this.#length * 2);
      grown.set(this.#keys);
      this.#keys = grown;
    }
    this.#keys[this.#length++] = Math.min(one, other) * this.#videos + Math.max(one, other);
  }

  /** Those that were counted as often as `atLeast` says of the two, by their numbers. */
  *pairs(
    atLeast: (one: number, other: number) => number,
  ): Generator<[number, number], void, undefined> {
    const keys = this.#keys.subarray(0, this.#length).sort();
    for (let from = 0; from < keys.length; ) {
      const key = keys[from] ?? 0;
      let end = from + 1;
      while (end < keys.length && keys[end] === key) end++;
      const pair: [number, number] = [Math.floor(key / this.#videos), key % this.#videos];
      if (end - from >= atLeast(...pair)) yield pair;
      from = end;
    }
  }
}
