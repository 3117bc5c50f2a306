/** Drafts of so many tokens: with the last token one more, which suits kernels of 4 and 8. */
const lengths = [7, 15] as const;
export const maxDraftTokens = Math.max(...lengths);
/** How long a match makes each of them worth asking about. */
const minMatch: Record<(typeof lengths)[number], number> = { 7: 4, 15: 8 };
/** A gain below this is noise. */
const minGain = 1.05;
/** A length that did not pay is tried again after so many steps. */
const trialEvery = 100;
const weight = 0.2;

interface Observed {
  ms: number;
  /** Tokens that a step brought. */
  tokens: number;
  stepsSince: number;
}

/**
 * How long a draft should be, by what steps with and without one have cost and brought on this model
 * and machine: reading eight tokens may cost as much as two (a GPU) or as five (two cores).
 */
export class DraftLength {
  readonly #observed = new Map<number, Observed>();

  /** 0: no draft. */
  choose(matchTokens: number): number {
    const single = this.#observed.get(0);
    if (single === undefined) return 0;
    for (const length of lengths.toReversed()) {
      if (matchTokens < minMatch[length]) continue;
      const observed = this.#observed.get(length);
      if (observed === undefined || this.#pays(observed, single)) return length;
      if (observed.stepsSince++ >= trialEvery) {
        observed.stepsSince = 0;
        return length;
      }
    }
    return 0;
  }

  /** A step of one request with such a draft took so long and brought so many tokens. */
  add(draftTokens: number, { ms, tokens }: { ms: number; tokens: number }): void {
    // One that the text cut short counts as the length that was chosen.
    const length = [0, ...lengths].find((each) => each >= draftTokens) ?? maxDraftTokens;
    const observed = this.#observed.get(length);
    if (observed === undefined) {
      this.#observed.set(length, { ms, tokens, stepsSince: 0 });
      return;
    }
    observed.ms += weight * (ms - observed.ms);
    observed.tokens += weight * (tokens - observed.tokens);
  }

  #pays(observed: Observed, single: Observed): boolean {
    return observed.tokens / observed.ms > (minGain * single.tokens) / single.ms;
  }
}
