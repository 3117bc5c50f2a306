import type { LlamaModel, Token } from 'node-llama-cpp';

/** What a token that ends in the middle of a character is shown as. */
const replacement = '\uFFFD';

/**
 * Text that grows token by token. Holds back what is not yet certain: half a character, or the
 * beginning of a stop string.
 */
export class TextStream {
  readonly #model: Pick<LlamaModel, 'detokenize'>;
  readonly #stop: readonly string[];
  readonly #tokens: Token[] = [];
  /** Characters given out so far. */
  #given = 0;
  #all = '';
  #stopAt: number | undefined;

  constructor(model: Pick<LlamaModel, 'detokenize'>, stop: readonly string[]) {
    this.#model = model;
    this.#stop = stop.filter((text) => text !== '');
  }

  get tokenCount(): number {
    return this.#tokens.length;
  }

  get stopped(): boolean {
    return this.#stopAt !== undefined;
  }

  /** Everything up to the stop string. */
  get text(): string {
    return this.#all.slice(0, this.#stopAt);
  }

  /** The text that is certain now and was not before. */
  add(token: Token): string {
    this.#tokens.push(token);
    this.#all = this.#model.detokenize(this.#tokens);
    const found = this.#stop.map((stop) => this.#all.indexOf(stop)).filter((at) => at >= 0);
    if (found.length > 0) this.#stopAt = Math.min(...found);
    return this.#give(this.#stopAt ?? this.#certainLength());
  }

  /** What was held back; nothing follows. */
  end(): string {
    return this.#give(this.text.length);
  }

  #give(until: number): string {
    const added = this.#all.slice(this.#given, Math.max(this.#given, until));
    this.#given += added.length;
    return added;
  }

  #certainLength(): number {
    let length = this.#all.length;
    while (length > 0 && this.#all[length - 1] === replacement) length--;
    for (const stop of this.#stop) {
      for (let size = Math.min(stop.length - 1, length); size > 0; size--) {
        if (this.#all.endsWith(stop.slice(0, size))) {
          length = Math.min(length, this.#all.length - size);
          break;
        }
      }
    }
    return length;
  }
}
