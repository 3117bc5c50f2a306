import type {
  BatchErrorGroup,
  BatchId,
  BatchRowState,
  ErrorCode,
} from '../../../../contract/index.ts';
import type { Library, ReadTask } from '../../../db/index.ts';

const maxGroups = 100;
const maxExamples = 5;

interface GroupRow {
  state: BatchRowState;
  code: ErrorCode | null;
  message: string | null;
  rows: number;
  customIds: string;
}

/** What went wrong, by its cause, the most frequent first, with the ids of the first rows of each. */
export function errorGroups({ db }: Library, id: BatchId): BatchErrorGroup[] {
  return db.$client
    .prepare<unknown[], GroupRow>(
      `SELECT state, code, message, count(*) AS rows,
         json_group_array(customId) FILTER (WHERE place <= ?) AS customIds
       FROM (SELECT state, error_code AS code, error_message AS message, custom_id AS customId,
           row_number() OVER (PARTITION BY state, error_code, error_message ORDER BY position)
             AS place
         FROM batch_rows WHERE batch_id = ? AND state IN ('failed', 'rejected'))
       GROUP BY state, code, message ORDER BY rows DESC LIMIT ?`,
    )
    .all(maxExamples, id, maxGroups)
    .map(({ state, code, message, rows, customIds }) => ({
      state: state === 'rejected' ? 'rejected' : 'failed',
      code: code ?? 'internal.unexpected',
      message: message ?? '',
      rows,
      customIds: JSON.parse(customIds) as string[],
    }));
}

/** It reads every row that failed. */
export const errorGroupsTask: ReadTask<BatchId, BatchErrorGroup[]> = {
  name: 'batches.errorGroups',
  priority: 'interactive',
  run: errorGroups,
};

/** All of this room, for the reader thread. */
export const batchReadTasks = [errorGroupsTask] as const;
