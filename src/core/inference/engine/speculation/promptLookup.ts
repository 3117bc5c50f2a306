/** Tokens that must be the same before anything is looked up. */
const minMatch = 4;
/** A longer match says no more about what follows. */
const maxMatch = 16;

export interface Draft {
  /** What followed the same words before. */
  tokens: readonly number[];
  /** How many tokens before it are the same, at most {@link maxMatch}. */
  matchTokens: number;
}

/**
 * Guesses how a text goes on from what is in it already (prompt lookup; Saxena 2023): where an answer
 * quotes its prompt, or itself, the next tokens are those that followed there. The model then reads
 * the guess at once and keeps as much of it as it would have written.
 */
export class PromptLookup {
  /** Where the last tokens of a place were seen: the index after them, by their hash. */
  readonly #places = new Map<number, number>();
  #indexed = 0;

  /** At most `count` tokens; undefined when the end of `tokens` was not seen before. */
  propose(tokens: readonly number[], count: number): Draft | undefined {
    this.#index(tokens);
    const place = this.#places.get(hashAt(tokens, tokens.length));
    if (place === undefined) return undefined;
    const matchTokens = matchLength(tokens, place);
    if (matchTokens < minMatch) return undefined;
    return { tokens: tokens.slice(place, place + count), matchTokens };
  }

  /** All places but the end itself, so that the end finds an earlier one. */
  #index(tokens: readonly number[]): void {
    for (let end = Math.max(this.#indexed, minMatch); end < tokens.length; end++) {
      this.#places.set(hashAt(tokens, end), end);
    }
    this.#indexed = Math.max(this.#indexed, tokens.length);
  }
}

/** Of the tokens before `end`; other tokens may have the same, so that a match is compared. */
function hashAt(tokens: readonly number[], end: number): number {
  let hash = 0x9e3779b9;
  for (let index = Math.max(0, end - minMatch); index < end; index++) {
    hash = Math.imul(hash ^ (tokens[index] ?? 0), 0x01000193);
    hash ^= hash >>> 13;
  }
  return hash;
}

function matchLength(tokens: readonly number[], place: number): number {
  let length = 0;
  while (length < Math.min(maxMatch, place)) {
    if (tokens[place - 1 - length] !== tokens[tokens.length - 1 - length]) break;
    length++;
  }
  return length;
}
