import type { GenerateResult } from '../../../inference/index.ts';

/** What every answer and each event of a stream begins with: platform.openai.com/docs/api-reference. */
export interface AnswerHead {
  id: string;
  created: number;
  model: string;
}

export function newHead(prefix: 'chatcmpl' | 'cmpl', model: string): AnswerHead {
  const id = `${prefix}-${crypto.randomUUID()}`;
  return { id, created: Math.floor(Date.now() / 1_000), model };
}

/**
 * What the answers took; `n` of them for each prompt, one after the other. A prompt is counted
 * once, however many answers it has.
 */
export function usageOf(results: readonly GenerateResult[], n: number) {
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const firsts = results.filter((_, index) => index % n === 0);
  // Those after the first share with it what it computed.
  const cached = firsts.map((_, index) =>
    Math.min(...results.slice(index * n, (index + 1) * n).map(({ cachedTokens }) => cachedTokens)),
  );
  const prompt = sum(firsts.map(({ promptTokens }) => promptTokens));
  const completion = sum(results.map(({ completionTokens }) => completionTokens));
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: sum(cached) },
  };
}
