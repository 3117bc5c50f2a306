import type { SharedRecord } from '../../library/index.ts';
import { isLaterKind, type RecordRow, toRecord } from './recordRows.ts';
import type { TeamQueries } from './teamDatabase.ts';

export interface Pulled {
  records: SharedRecord[];
  /** To go on from; unchanged when there is nothing more. */
  cursor: number;
  /** Rows that no desk of ours would have written: passed over. */
  refused: number;
  /** Rows of kinds that only a later program knows; they stay with the team. */
  newer: number;
}

/** What was committed after `cursor`, in that order, without what this run itself pushed. */
export async function pullChanges(
  db: TeamQueries,
  from: { workspaceId: string; runId: string; cursor: number; limit: number },
): Promise<Pulled> {
  const rows = await db.query<RecordRow & { own: boolean }>(
    `SELECT kind, id, seq::text, own, CASE WHEN own THEN NULL ELSE fields END AS fields,
       clocks, others, seen, deleted_at
     FROM (SELECT *, pushed_in = $2 AS own FROM ${db.schema}.records
       WHERE workspace_id = $1 AND seq > $3 ORDER BY seq LIMIT $4) r ORDER BY r.seq`,
    [from.workspaceId, from.runId, from.cursor, from.limit],
  );
  const foreign = rows.filter(({ own }) => !own);
  const records = foreign.map(toRecord).filter((record) => record !== undefined);
  const newer = foreign.filter(({ kind }) => isLaterKind(kind)).length;
  const last = rows.at(-1);
  return {
    records,
    cursor: last === undefined ? from.cursor : Number(last.seq),
    refused: foreign.length - records.length - newer,
    newer,
  };
}
