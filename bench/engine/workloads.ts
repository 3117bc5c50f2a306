import type { BenchRequest } from './contestant.ts';
import { PromptText } from './promptText.ts';

/** Tokens of the parts of the requests: what many have in common, and their own. */
const commonTokens = 420;
const ownTokens = 20;
const answerTokens = 40;

/**
 * The requests of one round, the same for all contestants. No two rounds' prompts begin alike,
 * which makes each round cold for an engine that keeps what it has read.
 */
export interface Workloads {
  /** Requests that begin with the same `prefixes` texts, in turns. */
  shared(count: number, prefixes: number): BenchRequest[];
  /** Requests that have nothing in common. */
  different(count: number, promptTokens: number, maxTokens: number): BenchRequest[];
  /** One that a person waits for, while others run. */
  interactive(submitAfterMs: number): BenchRequest;
}

export function createWorkloads(seed: number): Workloads {
  const text = new PromptText(seed);
  const batch = (prompt: string, maxTokens: number): BenchRequest => ({
    prompt,
    maxTokens,
    priority: 'batch',
  });
  return {
    shared: (count, prefixes) => {
      const begins = Array.from({ length: prefixes }, () => text.words(commonTokens));
      return Array.from({ length: count }, (_, i) =>
        batch(`${begins[i % prefixes]}${text.words(ownTokens)}`, answerTokens),
      );
    },
    different: (count, promptTokens, maxTokens) =>
      Array.from({ length: count }, () => batch(text.words(promptTokens), maxTokens)),
    interactive: (submitAfterMs) => ({
      prompt: text.words(60),
      maxTokens: 16,
      priority: 'interactive',
      submitAfterMs,
    }),
  };
}
