import { AppError } from '../../../base/index.ts';
import type { LlamaFunctions } from '../binding/functions.ts';
import type { LlamaModel } from '../binding/model.ts';
import type { Pointer } from '../binding/structs.ts';
import type { Candidate } from './candidates.ts';
import { firstBytesOf } from './firstBytes.ts';

/** `llama_token_data`: id, logit, probability; four bytes each. */
const wordsPerCandidate = 3;

/** A GBNF grammar as far as an answer has come. Whoever makes it disposes it. */
export class Grammar {
  readonly #native: LlamaFunctions;
  readonly #model: LlamaModel;
  readonly #sampler: Pointer;
  /** Tokens named by their id (`<[7]>`) or text pass by that and not by their bytes. */
  readonly #namesTokens: boolean;

  /** Errors: `usage.invalid` when llama.cpp cannot read the grammar. */
  constructor(native: LlamaFunctions, model: LlamaModel, gbnf: string) {
    const sampler = native.createGrammar(model.vocab, gbnf, 'root');
    if (sampler === null) {
      throw new AppError(
        'usage.invalid',
        'The grammar cannot be read. See llama.cpp’s GBNF guide.',
      );
    }
    this.#native = native;
    this.#model = model;
    this.#sampler = sampler;
    this.#namesTokens = gbnf.includes('<');
  }

  /** Those of the candidates that may come next. */
  allowed(candidates: readonly Candidate[]): Candidate[] {
    const tokens = new Set(this.allowedTokens(candidates.map(({ token }) => token)));
    return candidates.filter(({ token }) => tokens.has(token));
  }

  /** Of the whole vocabulary, the tokens that may come next; there may be many. */
  allAllowed(logits: Float32Array): Candidate[] {
    const possible = this.#namesTokens
      ? logits.keys()
      : firstBytesOf(this.#model).possible((tokens) => new Set(this.allowedTokens(tokens)));
    return this.allowedTokens(Int32Array.from(possible))
      .map((token) => ({ token, logit: logits[token] ?? -Infinity }))
      .sort((a, b) => b.logit - a.logit);
  }

  /** Those of the tokens that may come next. */
  allowedTokens(tokens: ArrayLike<number>): number[] {
    const words = new Int32Array(tokens.length * wordsPerCandidate);
    for (let index = 0; index < tokens.length; index++) {
      words[index * wordsPerCandidate] = tokens[index] ?? 0;
    }
    const size = tokens.length;
    this.#native.applySampler(this.#sampler, { data: words, size, selected: -1, sorted: false });
    // A forbidden token's logit, zero until then, became minus infinity.
    const floats = new Float32Array(words.buffer);
    const allowed: number[] = [];
    for (let index = 0; index < size; index++) {
      if (floats[index * wordsPerCandidate + 1] === 0) allowed.push(tokens[index] ?? 0);
    }
    return allowed;
  }

  /** The answer may end here. */
  get isComplete(): boolean {
    return this.allowedTokens([this.#model.endToken]).length > 0;
  }

  /** The token was chosen. Only for one that {@link allowed} let pass: llama.cpp aborts otherwise. */
  accept(token: number): void {
    this.#native.acceptToken(this.#sampler, token);
  }

  dispose(): void {
    this.#native.freeSampler(this.#sampler);
  }
}
