import type { Library } from '../../../db/index.ts';
import { type MediaFiles, soundMsOf } from '../outgoing/mediaFiles.ts';
import { type RowEnd, requestOf } from '../rows/batchRepository.ts';
import type { StoredBatch } from '../storedBatches.ts';
import { readAnswer } from './readAnswer.ts';

/** An answer's body, or why there is none; hostile text like any answer. */
export interface ForeignResult {
  customId: string;
  body?: unknown;
  error?: string | undefined;
}

/**
 * Answers that were made elsewhere, as the ends of a batch's rows: they must fit as any other.
 * Rows that are done and ids that the batch has not are left out.
 */
export function takeResults(
  library: Library,
  { id: batchId, kind }: Pick<StoredBatch, 'id' | 'kind'>,
  results: readonly ForeignResult[],
  media: MediaFiles,
): RowEnd[] {
  const usage = { inputTokens: 0, outputTokens: 0, cost: 0 };
  return results.flatMap(({ customId, body, error }): RowEnd[] => {
    const row = requestOf(library, batchId, customId);
    if (row === undefined || row.state === 'done') return [];
    const common = { batchId, customId, attempts: 1 };
    if (error !== undefined) {
      const why = { errorCode: 'endpoint.refused', errorMessage: error } as const;
      return [{ ...common, ...usage, state: 'failed', ...why }];
    }
    const soundMs = soundMsOf(row.body, media);
    const read = readAnswer({ kind, request: row.body, soundMs }, body);
    const { inputTokens, outputTokens } = read;
    const answer = { ...common, response: body, inputTokens, outputTokens, cost: 0 };
    if (read.fits) {
      return [{ ...answer, state: 'done', ...(read.model !== undefined && { model: read.model }) }];
    }
    const why = { errorCode: 'endpoint.invalidAnswer', errorMessage: read.why } as const;
    return [{ ...answer, state: 'rejected', ...why }];
  });
}
