import { type Vocabulary, type WordTokens, wordTokensOf } from './wordTokens.ts';

/**
 * Taken from the logit of what writes any other word. A word that hardly anything could stand for is
 * written all the same: without it the sentence would be none.
 */
const otherNats = 3;

/** Keeps an answer to a list of words where it can, token by token; what is between words is free. */
export class PreferredWords {
  readonly #model: Vocabulary;
  readonly #words: ReadonlySet<string>;
  readonly #endTokens: readonly number[];
  readonly #nats: number;
  /** By the letters of the word that is being written. */
  readonly #next = new Map<string, Int32Array>();

  /** `words` in lower case. `endTokens`: those that end the answer. */
  constructor(
    model: Vocabulary,
    words: readonly string[],
    { endTokens, nats = otherNats }: { endTokens: readonly number[]; nats?: number | undefined },
  ) {
    this.#model = model;
    this.#words = new Set(words.map(asWritten));
    this.#endTokens = endTokens;
    this.#nats = nats;
  }

  /** Lowers the logits of those tokens that lead away from the words. */
  steer(logits: Float32Array, text: string): void {
    const begun = /[\p{L}\p{M}\p{N}'’]*$/u.exec(asWritten(text))?.[0] ?? '';
    const tokens = this.#next.get(begun) ?? this.#tokensAfter(begun);
    this.#next.set(begun, tokens);
    // Another word is being written, and is finished in peace.
    if (tokens.length > 0) lowerOthers(logits, tokens, this.#nats);
  }

  #tokensAfter(begun: string): Int32Array {
    const tokens = wordTokensOf(this.#model);
    const inside = this.#spelling(begun, tokens.insideWord);
    const isWhole = begun === '' || this.#words.has(begun);
    const after = isWhole
      ? [...this.#spelling('', tokens.afterSpace), ...tokens.wordless, ...this.#endTokens]
      : [];
    return Int32Array.from([...inside, ...after]);
  }

  /** Tokens that write what comes next of a word that begins so, or some of it. */
  #spelling(begun: string, written: WordTokens['insideWord']): number[] {
    const parts = new Set<string>();
    for (const word of this.#words) {
      if (!word.startsWith(begun)) continue;
      for (let end = begun.length + 1; end <= word.length; end++) {
        parts.add(word.slice(begun.length, end));
      }
    }
    return [...parts].flatMap((part) => written.get(part) ?? []);
  }
}

function asWritten(text: string): string {
  return text.toLowerCase().replaceAll('’', "'");
}

function lowerOthers(logits: Float32Array, tokens: Int32Array, nats: number): void {
  const kept = Float32Array.from(tokens, (token) => logits[token] ?? -Infinity);
  for (let token = 0; token < logits.length; token++) {
    logits[token] = (logits[token] ?? 0) - nats;
  }
  for (const [at, token] of tokens.entries()) logits[token] = kept[at] ?? -Infinity;
}
