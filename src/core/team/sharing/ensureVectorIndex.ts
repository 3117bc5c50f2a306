import { mostIndexedDimensions } from './searchTeam.ts';
import type { TeamDatabase } from './teamDatabase.ts';

/**
 * An HNSW index for vectors of a length. It is made after the first of them are there, because
 * that is several times faster than growing it row by row (measured on 10,000 x 384: 1.4 s
 * against 10 s). Only the owner of the tables can; until then search compares every vector, which
 * finds the same.
 */
export async function ensureVectorIndex(db: TeamDatabase, dimensions: number): Promise<void> {
  const dims = Math.trunc(dimensions);
  if (dims < 1 || dims > mostIndexedDimensions) return;
  const [state] = await db.query<{ owned: boolean; made: boolean }>(
    `SELECT pg_has_role(current_user, relowner, 'USAGE') AS owned,
       to_regclass('${db.schema}.chunks_embedding_${dims}') IS NOT NULL AS made
     FROM pg_class WHERE oid = '${db.schema}.chunks'::regclass`,
  );
  if (state?.owned !== true || state.made) return;
  // A graph that does not fit this memory is built many times slower: 100,000 x 384 takes 0.3 GB.
  // ANALYZE, because without statistics the planner reads every row instead of the index.
  await db.exec(
    `SET LOCAL maintenance_work_mem = '1GB';
     CREATE INDEX IF NOT EXISTS chunks_embedding_${dims} ON ${db.schema}.chunks
     USING hnsw ((embedding::halfvec(${dims})) halfvec_cosine_ops)
     WHERE vector_dims(embedding) = ${dims};
     ANALYZE ${db.schema}.chunks;`,
  );
}
