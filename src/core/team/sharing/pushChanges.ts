import {
  type DirtyRecord,
  type Library,
  mergeRecord,
  sharedVectorReader,
} from '../../library/index.ts';
import { halfvecText } from './halfvecText.ts';
import { type RecordRow, toRecord } from './recordRows.ts';
import type { SchemaName } from './schemaName.ts';
import type { TeamDatabase, TeamQueries } from './teamDatabase.ts';

export interface PushTo {
  workspaceId: string;
  /** Of this run: its own pushes are not pulled again by the run. */
  runId: string;
}

/**
 * Merges a batch into the team's records in one transaction. Pushing the same again changes
 * nothing, so a crash after the commit costs one batch and no more.
 */
export async function pushChanges(
  db: TeamDatabase,
  to: PushTo,
  { library, records }: { library: Library; records: readonly DirtyRecord[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    // The order of `seq` is then the order of commits.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [to.workspaceId]);
    const there = await readThere(tx, to.workspaceId, records);
    const changed: { record: DirtyRecord; row: object }[] = [];
    for (const record of records) {
      const { kind, id, state } = record;
      const known = there.get(`${kind} ${id}`);
      const merged = known === undefined ? state : mergeRecord(kind, known, state);
      const json = JSON.stringify(merged);
      if (known !== undefined && json === JSON.stringify(mergeRecord(kind, known, known))) continue;
      const { fields, clocks, others, seen, deleted } = merged;
      const isEcho = json === JSON.stringify(state);
      const row = { kind, id, fields, clocks, others, seen, deleted, echo: isEcho };
      changed.push({ record: { ...record, state: merged }, row });
    }
    if (changed.length === 0) return;
    await tx.query(upsertSql(tx.schema), [
      to.workspaceId,
      to.runId,
      JSON.stringify(changed.map(({ row }) => row)),
    ]);
    const chunks = changed.filter(({ record }) => record.kind === 'chunk');
    const mergedChunks = new Map(chunks.map(({ record }) => [record.id, record]));
    await projectChunks(tx, to.workspaceId, {
      library,
      // Ours only when our own write of the embedding is the one that won.
      chunks: chunks.map(({ record }) => record),
      ours: new Set(
        records.filter((pushed) => hasWon(pushed, mergedChunks.get(pushed.id))).map(({ id }) => id),
      ),
    });
  });
}

function hasWon(pushed: DirtyRecord, merged: DirtyRecord | undefined): boolean {
  const [ours, won] = [pushed.state.clocks.embedding, merged?.state.clocks.embedding];
  if (pushed.kind !== 'chunk' || ours === undefined || won === undefined) return false;
  return ours[0] === won[0] && ours[1] === won[1];
}

async function readThere(tx: TeamQueries, workspaceId: string, records: readonly DirtyRecord[]) {
  const rows = await tx.query<RecordRow>(
    `SELECT kind, id, fields, clocks, others, seen, deleted_at, seq::text FROM ${tx.schema}.records
     WHERE workspace_id = $1 AND (kind, id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
     FOR UPDATE`,
    [workspaceId, records.map(({ kind }) => kind), records.map(({ id }) => id)],
  );
  // A row that no Trendroom wrote counts as none: this desk's own takes its place.
  const known = rows.map(toRecord).filter((record) => record !== undefined);
  return new Map(known.map(({ kind, id, state }) => [`${kind} ${id}`, state]));
}

const upsertSql = (schema: SchemaName): string => `
  INSERT INTO ${schema}.records
    (workspace_id, kind, id, fields, clocks, others, seen, deleted_at, seq, pushed_in)
  SELECT $1, r.kind, r.id, r.fields, r.clocks, r.others, r.seen, nullif(r.deleted, 'null'),
    nextval('${schema}.record_seq'), CASE WHEN r.echo THEN $2 ELSE '' END
  FROM jsonb_to_recordset($3::jsonb) AS r(kind text, id text, fields jsonb, clocks jsonb,
    others jsonb, seen jsonb, deleted jsonb, echo boolean)
  ON CONFLICT (workspace_id, kind, id) DO UPDATE SET fields = excluded.fields,
    clocks = excluded.clocks, others = excluded.others, seen = excluded.seen,
    deleted_at = excluded.deleted_at, seq = excluded.seq, pushed_in = excluded.pushed_in`;

interface Projection {
  library: Library;
  chunks: readonly DirtyRecord[];
  ours: ReadonlySet<string>;
}

/** Writes the rows that search reads. */
async function projectChunks(
  tx: TeamQueries,
  workspaceId: string,
  { library, chunks, ours }: Projection,
): Promise<void> {
  if (chunks.length === 0) return;
  const gone = chunks.filter(({ state }) => typeof state.fields.text !== 'string');
  await tx.query(
    `DELETE FROM ${tx.schema}.chunks WHERE workspace_id = $1 AND id = ANY($2::text[])`,
    [workspaceId, gone.map(({ id }) => id)],
  );
  const kept = chunks.filter(({ state }) => typeof state.fields.text === 'string');
  const vectorOf = sharedVectorReader(library);
  const vectors = kept.map(({ id }) => (ours.has(id) ? vectorOf(id) : undefined));
  await tx.query(
    `INSERT INTO ${tx.schema}.chunks
       (workspace_id, id, video_id, kind, start_ms, end_ms, text, model, embedding)
     SELECT $1, id, split_part(id, ':', 1), split_part(id, ':', 2),
       split_part(id, ':', 3)::integer, split_part(id, ':', 4)::integer, text, model,
       embedding::halfvec
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS n(id, text, model, embedding)
     ON CONFLICT (workspace_id, id) DO UPDATE SET text = excluded.text,
       model = CASE WHEN excluded.embedding IS NULL THEN chunks.model ELSE excluded.model END,
       embedding = coalesce(excluded.embedding, chunks.embedding)`,
    [
      workspaceId,
      kept.map(({ id }) => id),
      kept.map(({ state }) => state.fields.text),
      kept.map(({ state }, index) =>
        vectors[index] === undefined ? null : state.fields.embedding,
      ),
      vectors.map((vector) => (vector === undefined ? null : halfvecText(vector))),
    ],
  );
}
