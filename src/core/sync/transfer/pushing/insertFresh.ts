import type { SchemaName } from '../../postgres/schemaName.ts';
import type { TeamQueries } from '../../postgres/teamDatabase.ts';
import type { PreparedBatch, PreparedRecord } from './preparedBatches.ts';
import type { PushTo } from './pushTo.ts';

/**
 * Adds the records that the team does not have, with what search reads of them, in one statement;
 * gives back the others, which have to be merged. Under the lock of the workspace.
 */
export async function insertFresh(
  tx: TeamQueries,
  to: PushTo,
  { records, columns }: PreparedBatch,
): Promise<PreparedRecord[]> {
  const known = await tx.query<{ position: number }>(insertSql(tx.schema), [
    to.workspaceId,
    to.runId,
    ...columns,
  ]);
  return known.flatMap(({ position }) => records[position - 1] ?? []);
}

/**
 * LATERAL with LIMIT looks each key up in the index, whatever the planner thinks of a table that
 * was never analysed.
 */
const insertSql = (schema: SchemaName): string => `
  WITH given AS MATERIALIZED (
    SELECT n.kind, n.id, n.state::jsonb AS state, n.embedding, n.position::integer, stored.known
    FROM unnest($3::text[], $4::text[], $5::text[], $6::halfvec[]) WITH ORDINALITY
      AS n(kind, id, state, embedding, position)
    LEFT JOIN LATERAL (SELECT true AS known FROM ${schema}.records r
      WHERE r.workspace_id = $1 AND r.kind = n.kind AND r.id = n.id LIMIT 1) stored ON true
  ), added AS (
    INSERT INTO ${schema}.records
      (workspace_id, kind, id, fields, clocks, others, seen, deleted_at, seq, pushed_in)
    SELECT $1, kind, id, state -> 'fields', state -> 'clocks', state -> 'others', state -> 'seen',
      nullif(state -> 'deleted', 'null'), nextval('${schema}.record_seq'), $2
    FROM given WHERE known IS NULL
  ), projected AS (
    ${projectChunksSql(
      schema,
      `SELECT id, state #>> '{fields,text}' AS text, state #>> '{fields,embedding}' AS model,
         embedding
       FROM given WHERE known IS NULL AND kind = 'chunk'
         AND jsonb_typeof(state #> '{fields,text}') = 'string'`,
    )}
  )
  SELECT position FROM given WHERE known`;

/** Writes the rows that search reads; a chunk that comes without a vector keeps the one it has. */
export function projectChunksSql(schema: SchemaName, rows: string): string {
  return `
    INSERT INTO ${schema}.chunks
      (workspace_id, id, video_id, kind, start_ms, end_ms, text, model, embedding)
    SELECT $1, id, split_part(id, ':', 1), split_part(id, ':', 2),
      split_part(id, ':', 3)::integer, split_part(id, ':', 4)::integer, text,
      CASE WHEN embedding IS NOT NULL THEN model END, embedding
    FROM (${rows}) AS chunk
    ON CONFLICT (workspace_id, id) DO UPDATE SET text = excluded.text,
      model = CASE WHEN excluded.embedding IS NULL THEN chunks.model ELSE excluded.model END,
      embedding = coalesce(excluded.embedding, chunks.embedding)`;
}
