import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Library, openPlainDatabase, type SharedKind } from '../../../db/index.ts';
import type { RecordKey } from './baseRecords.ts';

interface ComparedTable {
  kind: SharedKind;
  table: string;
  /** What a record says of it, and what its id is made of. */
  columns: readonly string[];
  /** Id of the record, in words of SQL about the row `a`. */
  id: string;
  /** Further tables that the id is made of; read after the row, for those that differ alone. */
  joined?: (side: string) => string;
}

const videoHash = (side: string): string => `CROSS JOIN ${side}.videos v ON v.id = a.video_id`;

/** Every table that `ownRecord.ts` reads records from. Videos first. */
const comparedTables: readonly ComparedTable[] = [
  {
    ...{ kind: 'video', table: 'videos', id: 'a.content_hash' },
    columns: [
      'content_hash',
      'title',
      'description',
      'platform',
      'source_url',
      'channel_id',
    ].concat(['published_at_ms', 'duration_ms', 'language']),
  },
  {
    ...{ kind: 'video', table: 'channels', id: 'v.content_hash', columns: ['id', 'name'] },
    joined: (side) => `CROSS JOIN ${side}.videos v ON v.channel_id = a.id`,
  },
  {
    ...{ kind: 'transcript', table: 'transcript_segments', id: 'v.content_hash' },
    columns: ['video_id', 'position', 'start_ms', 'end_ms', 'text'],
    joined: videoHash,
  },
  {
    ...{ kind: 'chunk', table: 'chunks', joined: videoHash },
    id: "v.content_hash || ':' || a.kind || ':' || a.start_ms || ':' || a.end_ms",
    columns: ['video_id', 'kind', 'start_ms', 'end_ms', 'text'],
  },
  {
    ...{ kind: 'hook', table: 'hooks', id: 'v.content_hash', joined: videoHash },
    columns: ['video_id', 'said', 'shown'],
  },
  {
    ...{ kind: 'draft', table: 'drafts', id: 'a.id' },
    columns: ['id', 'brief_id', 'text', 'hook_pattern', 'why', 'model_id', 'dropped_reason'],
  },
  {
    ...{ kind: 'draft', table: 'briefs', id: 'd.id', columns: ['id', 'topic'] },
    joined: (side) => `CROSS JOIN ${side}.drafts d ON d.brief_id = a.id`,
  },
  {
    ...{ kind: 'draft', table: 'citations', id: 'a.draft_id' },
    columns: ['draft_id', 'position', 'video_id', 'start_ms', 'end_ms', 'quote'],
  },
  {
    ...{ kind: 'metric', table: 'metric_snapshots', joined: videoHash },
    id: "v.content_hash || ':' || a.observed_at_ms",
    columns: ['video_id', 'observed_at_ms', 'views', 'likes', 'comments', 'shares', 'saves'],
  },
  {
    ...{ kind: 'collection', table: 'collections', id: 'a.id' },
    columns: ['id', 'name', 'note'],
  },
  {
    ...{ kind: 'membership', table: 'collection_members' },
    id: "a.collection_id || ':' || a.content_hash",
    columns: ['collection_id', 'content_hash', 'position'],
  },
];

/** So many rows are looked at before others get their turn: some milliseconds. */
const rowsEach = 5_000;

/**
 * Keys of the records that may differ between a branch and its library, those of videos first: all
 * that do, and few that do not. A copy keeps the row numbers, so each row is held against the one
 * of its number in the other database, in SQL; nothing of rows that are alike is read into the
 * program. Which of them differ is for the records themselves to say.
 */
export async function differingKeys(
  { branch, origin }: { branch: Library; origin: Library },
  signal?: AbortSignal,
): Promise<RecordKey[]> {
  // A connection of its own: what is attached to the program's could be attached once only.
  const client = openPlainDatabase(branch.db.$client.name, { readOnly: true });
  const keys = new Map<string, RecordKey>();
  try {
    client.prepare('ATTACH ? AS origin_db').run(origin.db.$client.name);
    for (const compared of comparedTables) {
      for (const [side, other] of [
        ['main', 'origin_db'],
        ['origin_db', 'main'],
      ] as const) {
        const { kind, table } = compared;
        const differing = client
          .prepare<[number, number], string>(differingRows(compared, side, other))
          .pluck();
        const boundary = client
          .prepare<[number], number>(
            `SELECT rowid FROM ${side}.${table} WHERE rowid > ? ORDER BY rowid
             LIMIT 1 OFFSET ${rowsEach - 1}`,
          )
          .pluck();
        for (let from = 0, isLast = false; !isLast; ) {
          signal?.throwIfAborted();
          const to = boundary.get(from);
          isLast = to === undefined;
          for (const id of differing.all(from, to ?? Number.MAX_SAFE_INTEGER)) {
            keys.set(`${kind} ${id}`, { kind, id });
          }
          from = to ?? from;
          await nextTurn();
        }
      }
    }
    return [...keys.values()];
  } finally {
    client.close();
  }
}

/** Ids of one side's records whose row is another one, or none, on the other side. */
function differingRows(
  { table, columns, id, joined }: ComparedTable,
  side: string,
  other: string,
): string {
  const of = (row: string): string => columns.map((name) => `${row}.${name}`).join(', ');
  return `SELECT DISTINCT ${id} FROM (
      SELECT a.* FROM ${side}.${table} a LEFT JOIN ${other}.${table} o ON o.rowid = a.rowid
      WHERE a.rowid > ? AND a.rowid <= ? AND (o.rowid IS NULL OR (${of('a')}) IS NOT (${of('o')}))
    ) a ${joined?.(side) ?? ''}`;
}
