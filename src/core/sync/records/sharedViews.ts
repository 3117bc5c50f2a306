import type { Library, SharedKind } from '../../db/index.ts';
import type { RecordState, SharedRecord } from './recordState.ts';

/** Without the devices' names, which nobody wrote. */
export interface SharingCounts {
  /** Records that this device knows and that were not deleted. */
  records: number;
  /** Changes that the team does not have yet. */
  pending: number;
  conflicts: number;
}

export function countShared({ db }: Library): SharingCounts {
  const row = db.$client
    .prepare<[], SharingCounts>(
      `SELECT (SELECT count(*) FROM shared_records WHERE gone = 0 AND kind <> 'device') AS records,
         (SELECT count(*) FROM shared_records WHERE conflicted = 1) AS conflicts,
         (SELECT count(*) FROM (
           SELECT kind, id FROM shared_records WHERE dirty > 0 AND kind <> 'device'
           UNION SELECT kind, record FROM sharing_outbox WHERE kind <> 'device')) AS pending`,
    )
    .get();
  return row ?? { records: 0, pending: 0, conflicts: 0 };
}

/** Every record that this device knows, by kind and id. */
export function allShared({ db }: Library): SharedRecord[] {
  return db.$client
    .prepare<[], { kind: SharedKind; id: string; state: string }>(
      'SELECT kind, id, state FROM shared_records ORDER BY kind, id',
    )
    .all()
    .map((row) => ({ ...row, state: JSON.parse(row.state) as RecordState }));
}

export interface SharedChunk {
  /** `contentHash:kind:startMs:endMs`. */
  id: string;
  text: string;
}

/** Ids of chunks that only others have, best BM25 first; needs no team. */
export function findSharedWords({ db }: Library, match: string, limit: number): SharedChunk[] {
  return db.$client
    .prepare<[string, number], SharedChunk>(
      `SELECT r.id, r.text FROM shared_chunks_fts f CROSS JOIN shared_records r
         ON r.row_id = f.rowid
       WHERE shared_chunks_fts MATCH ? ORDER BY f.rank LIMIT ?`,
    )
    .all(match, limit);
}

/** Titles and channels of shared videos, by content hash. */
export function sharedTitles(
  { db }: Library,
  hashes: readonly string[],
): Map<string, { title: string; channel?: string }> {
  const rows = db.$client
    .prepare<[string], { id: string; title: string | null; channel: string | null }>(
      `SELECT id, state ->> '$.fields.title' AS title, state ->> '$.fields.channel' AS channel
       FROM shared_records
       WHERE kind = 'video' AND id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(hashes));
  return new Map(
    rows.map(({ id, title, channel }) => [
      id,
      { title: title ?? '', ...(channel === null ? {} : { channel }) },
    ]),
  );
}
