import { z } from 'zod';
import { rerankBodySchema } from '../../../../contract/index.ts';
import type { Reading } from '../../protocol/reading.ts';
import type { RerankResponse, RerankResult, RerankUsage } from '../../protocol/vllmTypes.ts';
import { type AnswerTo, misshapen, type ReadAnswer, readEnd } from './answerParts.ts';

const tokens = z.number().int().nonnegative();
export const rankingSchema = z.object({
  model: z.string().max(300).optional(),
  results: z.array(
    z.object({
      index: z.number().int().nonnegative(),
      relevance_score: z.number(),
    } satisfies Reading<RerankResult>),
  ),
  /** vLLM counts both; Jina the total alone. */
  usage: z
    .object({
      prompt_tokens: tokens.optional(),
      total_tokens: tokens.optional(),
    } satisfies Reading<RerankUsage>)
    .nullish(),
} satisfies Reading<RerankResponse>);

/** An order of the documents that were sent: each at most once, best first, as many as asked for. */
export function readRanking(request: AnswerTo['request'], answer: unknown): ReadAnswer {
  const read = rankingSchema.safeParse(answer);
  if (!read.success) return misshapen('rerank', read.error);
  const { model, results, usage } = read.data;
  const counted = usage?.prompt_tokens ?? usage?.total_tokens;
  return readEnd(
    { model, ...(counted !== undefined && { usage: { prompt_tokens: counted } }) },
    wrongOrder(request, results),
  );
}

function wrongOrder(
  request: AnswerTo['request'],
  results: readonly { index: number; relevance_score: number }[],
): string | undefined {
  const { documents = [], top_n: most = 0 } = rerankBodySchema.safeParse(request).data ?? {};
  const asked = most === 0 ? documents.length : Math.min(most, documents.length);
  if (results.length !== asked)
    return `${asked} documents were requested, but ${results.length} were returned.`;
  const strange = results.find(({ index }) => index >= documents.length);
  if (strange !== undefined) return `Unknown document ${strange.index}.`;
  if (new Set(results.map(({ index }) => index)).size !== results.length) {
    return 'A document was returned twice.';
  }
  const isOrdered = results.every(
    ({ relevance_score: score }, i) => score <= (results[i - 1]?.relevance_score ?? Infinity),
  );
  return isOrdered ? undefined : 'The best document is not the first.';
}
