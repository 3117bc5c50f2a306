export interface StopOptions {
  /** Of the stop strings, those that the text keeps. */
  kept?: readonly string[];
}

/**
 * Text that grows by the bytes of one token at a time. Holds back what is not yet certain: half a
 * character, or the beginning of a stop string.
 */
export class TextStream {
  readonly #decoder = new TextDecoder('utf-8');
  readonly #stop: readonly string[];
  readonly #kept: ReadonlySet<string>;
  /** Before it no stop string counts. */
  #searchFrom = 0;
  /** Characters given out so far. */
  #given = 0;
  #all = '';
  #stopAt: number | undefined;

  constructor(stop: readonly string[], { kept = [] }: StopOptions = {}) {
    this.#stop = stop.filter((text) => text !== '');
    this.#kept = new Set(kept);
  }

  get stopped(): boolean {
    return this.#stopAt !== undefined;
  }

  /** Everything up to the stop string, or with it. */
  get text(): string {
    return this.#all.slice(0, this.#stopAt);
  }

  /**
   * The text that is certain now and was not before. Bytes that are no UTF-8 become U+FFFD. `stops`:
   * false when no stop string may end in it.
   */
  add(bytes: Uint8Array, stops = true): string {
    const added = this.#append(this.#decoder.decode(bytes, { stream: true }), stops);
    if (!stops) this.#searchFrom = this.#all.length;
    return added;
  }

  /** What was held back; nothing follows. */
  end(): string {
    this.#append(this.#decoder.decode());
    return this.#give(this.text.length);
  }

  #append(added: string, stops = true): string {
    // A stop string may have begun in what came before.
    const longest = Math.max(0, ...this.#stop.map(({ length }) => length));
    const from = Math.max(this.#searchFrom, this.#all.length - longest);
    this.#all += added;
    if (stops && this.#stopAt === undefined) this.#stopAt = this.#findStop(from);
    return this.#give(this.#stopAt ?? this.#certainLength());
  }

  #findStop(from: number): number | undefined {
    const found = this.#stop
      .map((stop) => ({ stop, at: this.#all.indexOf(stop, from) }))
      .filter(({ at }) => at >= 0)
      .toSorted((one, other) => one.at - other.at);
    const [first] = found;
    if (first === undefined) return undefined;
    return this.#kept.has(first.stop) ? first.at + first.stop.length : first.at;
  }

  #give(until: number): string {
    const added = this.#all.slice(this.#given, Math.max(this.#given, until));
    this.#given += added.length;
    return added;
  }

  #certainLength(): number {
    let length = this.#all.length;
    for (const stop of this.#stop) {
      for (let size = Math.min(stop.length - 1, this.#all.length); size > 0; size--) {
        if (!this.#all.endsWith(stop.slice(0, size))) continue;
        length = Math.min(length, this.#all.length - size);
        break;
      }
    }
    return length;
  }
}
