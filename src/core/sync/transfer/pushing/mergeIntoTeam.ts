import type { SchemaName } from '../../postgres/schemaName.ts';
import type { TeamQueries } from '../../postgres/teamDatabase.ts';
import { boundClock, latestClock, mapClocks } from '../../records/clocks/plausibleClock.ts';
import { mergeRecord } from '../../records/merge/mergeRecord.ts';
import type { RecordState } from '../../records/recordState.ts';
import { type RecordRow, toRecord } from '../recordRows.ts';
import { binaryArray } from './binaryArray.ts';
import { projectChunksSql } from './insertFresh.ts';
import type { PreparedRecord } from './preparedBatches.ts';
import type { PushTo } from './pushTo.ts';

interface Merged {
  record: PreparedRecord;
  ours: RecordState;
  state: RecordState;
}

/** Merges records that the team has already. Under the lock of the workspace. */
export async function mergeIntoTeam(
  tx: TeamQueries,
  to: PushTo,
  records: readonly PreparedRecord[],
): Promise<void> {
  const { workspaceId, runId, time } = to;
  const latest = latestClock(time.nowMs());
  const remote = await readRemote(tx, workspaceId, records);
  const changed = records.flatMap((record): Merged[] => {
    const { kind, id } = record;
    const ours = JSON.parse(Buffer.from(record.json).toString()) as RecordState;
    const stored = remote.get(`${kind} ${id}`);
    if (stored === undefined) return [{ record, ours, state: ours }];
    const known = mapClocks(stored, (hlc) => boundClock(hlc, latest));
    const state = mergeRecord(kind, known, ours);
    const isKnown =
      known === stored && JSON.stringify(state) === JSON.stringify(mergeRecord(kind, known, known));
    return isKnown ? [] : [{ record, ours, state }];
  });
  if (changed.length === 0) return;
  const rows = changed.map(({ record: { kind, id }, ours, state }) => {
    const echo = JSON.stringify(state) === JSON.stringify(ours);
    return { kind, id, ...state, echo };
  });
  await tx.query(upsertSql(tx.schema), [workspaceId, runId, JSON.stringify(rows)]);
  const chunks = changed.filter(({ record }) => record.kind === 'chunk');
  await projectChunks(tx, to, chunks);
}

async function readRemote(
  tx: TeamQueries,
  workspaceId: string,
  records: readonly PreparedRecord[],
): Promise<Map<string, RecordState>> {
  const rows = await tx.query<RecordRow>(
    `SELECT kind, id, fields, clocks, others, seen, deleted_at, seq::text FROM ${tx.schema}.records
     WHERE workspace_id = $1 AND (kind, id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
     FOR UPDATE`,
    [workspaceId, records.map(({ kind }) => kind), records.map(({ id }) => id)],
  );
  // A row that no Trendroom wrote counts as none: this device's own takes its place.
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

/** Brings the rows that search reads to what the merge came to. */
async function projectChunks(
  tx: TeamQueries,
  { workspaceId, halfvecType }: PushTo,
  chunks: readonly Merged[],
): Promise<void> {
  if (chunks.length === 0) return;
  const gone = chunks.filter(({ state }) => typeof state.fields.text !== 'string');
  await tx.query(
    `DELETE FROM ${tx.schema}.chunks WHERE workspace_id = $1 AND id = ANY($2::text[])`,
    [workspaceId, gone.map(({ record }) => record.id)],
  );
  const kept = chunks.filter(({ state }) => typeof state.fields.text === 'string');
  await tx.query(
    projectChunksSql(
      tx.schema,
      `SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::halfvec[])
         AS n(id, text, model, embedding)`,
    ),
    [
      workspaceId,
      kept.map(({ record }) => record.id),
      kept.map(({ state }) => state.fields.text),
      kept.map(({ state }) => state.fields.embedding ?? null),
      binaryArray(
        halfvecType,
        kept.map((chunk) => (isOurVector(chunk) ? chunk.record.vector : null)),
      ),
    ],
  );
}

/** True when our own write of the embedding is the one that won. */
function isOurVector({ ours, state }: Merged): boolean {
  const [written, won] = [ours.clocks.embedding, state.clocks.embedding];
  return written !== undefined && won?.[0] === written[0] && won[1] === written[1];
}
