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
  }

  /** Those of the candidates that may come next. */
  allowed(candidates: readonly Candidate[]): Candidate[] {
    const words = new Int32Array(candidates.length * wordsPerCandidate);
    const floats = new Float32Array(words.buffer);
    candidates.forEach(({ token }, index) => {
      words[index * wordsPerCandidate] = token;
    });
    const size = candidates.length;
    const array = { data: words, size, selected: -1, sorted: false };
    this.#native.applySampler(this.#sampler, array);
    // A forbidden token's logit became minus infinity.
    return candidates.filter((_, index) => floats[index * wordsPerCandidate + 1] === 0);
  }

  /** Of the whole vocabulary, the tokens that may come next; there may be many. */
  allAllowed(logits: Float32Array): Candidate[] {
    const asCandidates = (tokens: readonly number[]): Candidate[] =>
      tokens.map((token) => ({ token, logit: logits[token] ?? -Infinity }));
    const possible = firstBytesOf(this.#model).possible(
      (tokens) => new Set(this.allowed(asCandidates(tokens)).map(({ token }) => token)),
    );
    return this.allowed(asCandidates(possible)).sort((a, b) => b.logit - a.logit);
  }

  /** The answer may end here. */
  get isComplete(): boolean {
    return this.allowed([{ token: this.#model.endToken, logit: 0 }]).length > 0;
  }

  /** The token was chosen. Only for one that {@link allowed} let pass: llama.cpp aborts otherwise. */
  accept(token: number): void {
    this.#native.acceptToken(this.#sampler, token);
  }

  dispose(): void {
    this.#native.freeSampler(this.#sampler);
  }
}
