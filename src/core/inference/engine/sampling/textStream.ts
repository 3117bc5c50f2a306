/**
 * Text that grows by the bytes of one token at a time. Holds back what is not yet certain: half a
 * character, or the beginning of a stop string.
 */
export class TextStream {
  readonly #decoder = new TextDecoder('utf-8');
  readonly #stop: readonly string[];
  /** Characters given out so far. */
  #given = 0;
  #all = '';
  #stopAt: number | undefined;

  constructor(stop: readonly string[]) {
    this.#stop = stop.filter((text) => text !== '');
  }

  get stopped(): boolean {
    return this.#stopAt !== undefined;
  }

  /** Everything up to the stop string. */
  get text(): string {
    return this.#all.slice(0, this.#stopAt);
  }

  /** The text that is certain now and was not before. Bytes that are no UTF-8 become U+FFFD. */
  add(bytes: Uint8Array): string {
    return this.#append(this.#decoder.decode(bytes, { stream: true }));
  }

  /** What was held back; nothing follows. */
  end(): string {
    this.#append(this.#decoder.decode());
    return this.#give(this.text.length);
  }

  #append(added: string): string {
    // A stop string may have begun in what came before.
    const longest = Math.max(0, ...this.#stop.map(({ length }) => length));
    const from = Math.max(0, this.#all.length - longest);
    this.#all += added;
    const found = this.#stop.map((stop) => this.#all.indexOf(stop, from)).filter((at) => at >= 0);
    if (this.#stopAt === undefined && found.length > 0) this.#stopAt = Math.min(...found);
    return this.#give(this.#stopAt ?? this.#certainLength());
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
