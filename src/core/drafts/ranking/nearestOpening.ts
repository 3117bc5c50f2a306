import type { Library, ReadTask } from '../../db/index.ts';
import { bytesOf, tableOf } from '../../library/index.ts';

/** A video opens with what begins in its first three seconds: see the hook stage of ingest. */
const openingMs = 3_000;

export interface OpeningQuery {
  spaceId: number;
  /** Unit vector of a draft. */
  vector: Float32Array;
}

/**
 * The cosine of a draft and the nearest thing that a video of the library opens with, said or shown;
 * undefined without any.
 */
export const nearestOpeningTask: ReadTask<OpeningQuery, number | undefined> = {
  name: 'drafts.nearestOpening',
  priority: 'interactive',
  run: nearestOpening,
};

function nearestOpening(
  { db }: Pick<Library, 'db'>,
  { spaceId, vector }: OpeningQuery,
): number | undefined {
  const distance = db.$client
    .prepare<[Buffer, number], number>(
      `SELECT distance FROM ${tableOf(spaceId)} WHERE vector MATCH ? AND k = 1 AND rowid IN (
         SELECT id FROM chunks WHERE start_ms < ? AND kind IN ('speech', 'screen'))`,
    )
    .pluck()
    .get(bytesOf(vector), openingMs);
  return distance === undefined ? undefined : 1 - distance;
}
