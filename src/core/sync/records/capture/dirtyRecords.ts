import type { Library, SharedKind } from '../../../db/index.ts';
import { perConnection } from '../perConnection.ts';

/** A record that the team does not have yet. */
export interface DirtyRecord {
  rowId: number;
  kind: SharedKind;
  id: string;
  /** Its RecordState as JSON in UTF-8: most are sent on without being read. */
  json: Uint8Array;
  /** Clock of its newest change. */
  dirty: number;
  /** Of a chunk: `model@version` of its embedding. */
  model: string | null;
}

const selectDirty = perConnection((client) =>
  client.prepare<[string, number], DirtyRecord>(
    `SELECT row_id AS rowId, kind, id, CAST(state AS BLOB) AS json, dirty,
       CASE kind WHEN 'chunk' THEN state ->> '$.fields.embedding' END AS model
     FROM shared_records
     WHERE dirty > 0 AND row_id NOT IN (SELECT value FROM json_each(?))
     ORDER BY dirty, row_id LIMIT ?`,
  ),
);

const mark = perConnection((client) =>
  client.prepare('UPDATE shared_records SET dirty = 0 WHERE row_id = ? AND dirty = ?'),
);

/** Of states at once: the transcripts of long videos are large. */
const maxBytes = 8_000_000;

/**
 * Records that the team does not have yet, oldest first, without those that are on their way: at
 * most `limit`, and no more than fit in memory well.
 */
export function dirtyRecords(
  { db }: Library,
  { limit, onTheirWay }: { limit: number; onTheirWay: readonly DirtyRecord[] },
): DirtyRecord[] {
  const rowIds = JSON.stringify(onTheirWay.map(({ rowId }) => rowId));
  const records: DirtyRecord[] = [];
  let bytes = 0;
  for (const record of selectDirty(db).iterate(rowIds, limit)) {
    records.push(record);
    bytes += record.json.length;
    if (bytes > maxBytes) break;
  }
  return records;
}

/** The team has them; one that changed meanwhile stays dirty. */
export function markPushed({ db }: Library, records: readonly DirtyRecord[]): void {
  db.transaction(() => {
    for (const { rowId, dirty } of records) mark(db).run(rowId, dirty);
  });
}
