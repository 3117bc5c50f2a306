import type { LlamaModel } from '../binding/model.ts';

/**
 * A vocabulary's tokens by the first byte that they write. A grammar lets a token pass only when
 * it would let its first byte pass, so asking about 256 tokens of one byte rules out most of the
 * others: asking llama.cpp about a whole vocabulary takes a tenth of a second.
 */
export class FirstBytes {
  readonly #groups: Int32Array[];
  /** Per byte, a token that writes this byte alone; undefined when there is none. */
  readonly #single: (number | undefined)[];
  /** Tokens that write nothing and end the answer. */
  readonly #ending: number[] = [];

  constructor(model: LlamaModel) {
    const groups = Array.from({ length: 256 }, (): number[] => []);
    this.#single = groups.map(() => undefined);
    for (let token = 0; token < model.vocabSize; token++) {
      const { first, length } = model.pieceStart(token);
      if (first !== undefined) {
        groups[first]?.push(token);
        if (length === 1) this.#single[first] ??= token;
      } else if (model.endsGeneration(token)) this.#ending.push(token);
    }
    this.#groups = groups.map((tokens) => Int32Array.from(tokens));
  }

  /** Tokens that may pass, given which tokens of one byte do. */
  possible(allowed: (tokens: readonly number[]) => ReadonlySet<number>): number[] {
    const passing = allowed(this.#single.filter((token) => token !== undefined));
    const tokens = [...this.#ending];
    for (const [byte, group] of this.#groups.entries()) {
      const single = this.#single[byte];
      if (single === undefined || passing.has(single))
        for (const token of group) tokens.push(token);
    }
    return tokens;
  }
}

const known = new WeakMap<LlamaModel, FirstBytes>();

/** Made at the first need and kept with the model: reading a large vocabulary takes a moment. */
export function firstBytesOf(model: LlamaModel): FirstBytes {
  const present = known.get(model);
  if (present !== undefined) return present;
  const made = new FirstBytes(model);
  known.set(model, made);
  return made;
}
