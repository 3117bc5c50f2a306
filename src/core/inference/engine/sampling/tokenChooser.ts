import type { GenerateRequest } from '../../languageModel.ts';
import {
  type Candidate,
  draw,
  drawable,
  drawToken,
  likeliest,
  topCandidates,
} from './candidates.ts';
import type { Grammar } from './grammar.ts';
import { isNone, noPenalties, penalise } from './penalties.ts';
import { seededRandom } from './random.ts';
import { logitScan } from './scan/logitScan.ts';

/** How many of the likeliest tokens a constraint looks at before it looks at all. */
const constrainedRounds = [128, 4_096];

export type SamplingOptions = Pick<
  GenerateRequest,
  | 'temperature'
  | 'topK'
  | 'topP'
  | 'minP'
  | 'repetitionPenalty'
  | 'frequencyPenalty'
  | 'presencePenalty'
  | 'logitBias'
  | 'seed'
  | 'logprobs'
>;

export interface Choice {
  token: number;
  /** When logprobs were asked for: of the chosen token, and the likeliest ones. */
  logprobs: { chosen: number; top: { token: number; logprob: number }[] } | undefined;
}

/** Chooses an answer's tokens one after the other. */
export class TokenChooser {
  readonly #options: SamplingOptions;
  readonly #grammar: Grammar | undefined;
  readonly #random: () => number;

  constructor(options: SamplingOptions, grammar: Grammar | undefined) {
    this.#options = options;
    this.#grammar = grammar;
    this.#random = seededRandom(options.seed ?? Math.floor(Math.random() * 0x1_0000_0000));
  }

  /**
   * The next token, by the logits after the last one; the logits are changed. `tokens`: prompt and
   * answer so far. `forbidden` tokens are not chosen. A grammar that lets nothing pass gives
   * undefined: the answer ends.
   */
  choose(
    logits: Float32Array,
    tokens: readonly number[],
    promptTokens: number,
    forbidden: readonly number[] = [],
  ): Choice | undefined {
    const { repetitionPenalty, frequencyPenalty, presencePenalty, logitBias } = this.#options;
    const penalties = {
      repetition: repetitionPenalty ?? noPenalties.repetition,
      frequency: frequencyPenalty ?? noPenalties.frequency,
      presence: presencePenalty ?? noPenalties.presence,
      bias: logitBias ?? noPenalties.bias,
    };
    const isChanged = forbidden.length > 0 || !isNone(penalties);
    const wantsLogprobs = this.#options.logprobs !== undefined;
    const raw = isChanged && wantsLogprobs ? logits.slice() : logits;
    for (const token of forbidden) logits[token] = -Infinity;
    if (isChanged) penalise(logits, penalties, tokens, promptTokens);
    const chosen = this.#pick(logits);
    if (chosen === undefined) return undefined;
    const count = this.#options.logprobs ?? 0;
    const logprobs = wantsLogprobs ? logprobsOf(raw, chosen.token, count) : undefined;
    return { token: chosen.token, logprobs };
  }

  /**
   * The free choice first: mostly the grammar lets it pass, and looking at one token costs nearly
   * nothing. Otherwise among the likeliest tokens that the grammar allows.
   */
  #pick(logits: Float32Array): Candidate | undefined {
    const free = this.#draw(logits);
    const grammar = this.#grammar;
    if (grammar === undefined || free === undefined) return free;
    if (grammar.allowed([free]).length > 0) return free;
    for (const count of constrainedRounds) {
      const allowed = grammar.allowed(topCandidates(logits, count));
      if (allowed.length > 0) return this.#drawFrom(allowed);
    }
    return this.#drawFrom(grammar.allAllowed(logits));
  }

  #draw(logits: Float32Array): Candidate | undefined {
    const { temperature } = this.#options;
    if (temperature <= 0) return likeliest(logits);
    return drawToken(logits, this.#candidateOptions(), this.#random());
  }

  #drawFrom(sorted: readonly Candidate[]): Candidate | undefined {
    const { temperature } = this.#options;
    if (temperature <= 0) return sorted[0];
    const kept = drawable(sorted, this.#candidateOptions());
    return draw(kept, temperature, this.#random());
  }

  #candidateOptions() {
    const { temperature, topK, topP, minP } = this.#options;
    return { temperature, topK: topK ?? 0, topP: topP ?? 1, minP: minP ?? 0 };
  }
}

/** Natural logarithms of the softmax: of a token, and of the `count` likeliest ones. */
export function logprobsOf(
  logits: Float32Array,
  token: number,
  count: number,
): NonNullable<Choice['logprobs']> {
  const scan = logitScan.load(logits);
  const max = logits[scan.likeliest()] ?? -Infinity;
  const { total } = scan.masses(max, 1);
  const logprobOf = (logit: number): number => logit - max - Math.log(total);
  return {
    chosen: logprobOf(logits[token] ?? -Infinity),
    top: topCandidates(logits, count).map(({ token: id, logit }) => ({
      token: id,
      logprob: logprobOf(logit),
    })),
  };
}
