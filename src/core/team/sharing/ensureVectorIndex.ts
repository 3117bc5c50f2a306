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
       to_regclass('trendroom.chunks_embedding_${dims}') IS NOT NULL AS made
     FROM pg_class WHERE oid = 'trendroom.chunks'::regclass`,
  );
  if (state?.owned !== true || state.made) return;
  await db.exec(
    `CREATE INDEX IF NOT EXISTS chunks_embedding_${dims} ON trendroom.chunks
     USING hnsw ((embedding::halfvec(${dims})) halfvec_cosine_ops)
     WHERE vector_dims(embedding) = ${dims}`,
  );
}
