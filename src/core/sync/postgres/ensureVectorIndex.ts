import { maxIndexedDimensions } from '../search/searchTeam.ts';
import type { SchemaName } from './schemaName.ts';
import type { TeamDatabase } from './teamDatabase.ts';

/**
 * An HNSW index for vectors of a length. It is made after the first of them are there, because
 * that is several times faster than growing it row by row (measured on 10,000 x 384: 1.4 s
 * against 10 s). Only the owner of the tables can; until then search compares every vector, which
 * finds the same.
 */
export async function ensureVectorIndex(db: TeamDatabase, dimensions: number): Promise<void> {
  const dims = Math.trunc(dimensions);
  if (dims < 1 || dims > maxIndexedDimensions) return;
  const [state] = await db.query<{ owned: boolean; made: boolean }>(
    `SELECT pg_has_role(current_user, relowner, 'USAGE') AS owned,
       to_regclass('${db.schema}.chunks_embedding_${dims}') IS NOT NULL AS made
     FROM pg_class WHERE oid = '${db.schema}.chunks'::regclass`,
  );
  if (state?.owned !== true || state.made) return;
  // ANALYZE, because without statistics the planner reads every row instead of the index.
  await db.exec(
    `SELECT set_config('maintenance_work_mem', ${buildMemorySql(db.schema, dims)} || 'kB', true);
     CREATE INDEX IF NOT EXISTS chunks_embedding_${dims} ON ${db.schema}.chunks
     USING hnsw ((embedding::halfvec(${dims})) halfvec_cosine_ops)
     WHERE vector_dims(embedding) = ${dims};
     ANALYZE ${db.schema}.chunks;`,
  );
}

/** Of the graph, beside a vector's numbers: 1,483 B each at 384 dimensions, with pgvector 0.8. */
const graphBytes = 720;

/**
 * Kilobytes for building: a graph that does not fit is built many times slower. As much as its
 * vectors need, but more than 1 GB only up to half of what the server takes the machine's cache
 * to be (`effective_cache_size`, in pages of 8 kB).
 */
function buildMemorySql(schema: SchemaName, dims: number): string {
  const kilobytesEach = (2 * dims + graphBytes) / 1_024;
  return `greatest(1048576, least(
    (SELECT ceil(count(embedding) * ${kilobytesEach} * 1.1)::bigint FROM ${schema}.chunks),
    (SELECT setting::bigint * 4 FROM pg_settings WHERE name = 'effective_cache_size')))`;
}
