import { fuseRanks } from '../../base/index.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';

export interface TeamSearch {
  workspaceId: string;
  text: string;
  /** Unit vector of the text with the `model@version` that made it. */
  meaning?: { vector: Float32Array; model: string } | undefined;
  limit: number;
}

export interface TeamChunk {
  /** `contentHash:kind:startMs:endMs`. */
  id: string;
  text: string;
}

/** Longest vector that pgvector indexes as halfvec. */
export const maxIndexedDimensions = 4_000;

/** The team's chunks by words and by meaning, fused by rank. */
export async function searchTeam(db: TeamDatabase, search: TeamSearch): Promise<TeamChunk[]> {
  const { workspaceId, text, meaning, limit } = search;
  const byWords = await db.query<TeamChunk>(
    `SELECT id, text FROM ${db.schema}.chunks, websearch_to_tsquery('simple', $2) AS q
     WHERE workspace_id = $1 AND words @@ q ORDER BY ts_rank(words, q) DESC, id LIMIT $3`,
    [workspaceId, text, limit],
  );
  const byMeaning =
    meaning === undefined ? [] : await nearest(db, { workspaceId, limit, ...meaning });
  const chunks = new Map([...byWords, ...byMeaning].map((chunk) => [chunk.id, chunk]));
  return fuseRanks([byWords, byMeaning].map((list) => list.map(({ id }) => id)))
    .slice(0, limit)
    .flatMap(({ key }) => chunks.get(key) ?? []);
}

interface Nearest {
  workspaceId: string;
  vector: Float32Array;
  model: string;
  limit: number;
}

/**
 * By cosine distance, through the index of that length. The index knows no workspace: it is asked
 * for more until enough of this one are found. 200 candidates found .99 of the true ten nearest of
 * 100,000 x 384 in 6 ms, 100 candidates .96 in 5 ms.
 */
async function nearest(
  db: TeamDatabase,
  { workspaceId, vector, model, limit }: Nearest,
): Promise<TeamChunk[]> {
  const size = vector.length;
  if (size < 1 || size > maxIndexedDimensions) return [];
  return db.transaction(async (tx) => {
    await tx.query("SELECT set_config('hnsw.iterative_scan', 'strict_order', true)");
    await tx.query("SELECT set_config('hnsw.ef_search', '200', true)");
    return tx.query<TeamChunk>(
      `SELECT id, text FROM ${tx.schema}.chunks
       WHERE workspace_id = $1 AND model = $2 AND vector_dims(embedding) = ${size}
       ORDER BY embedding::halfvec(${size}) <=> $3::halfvec(${size}) LIMIT $4`,
      [workspaceId, model, `[${vector.join(',')}]`, limit],
    );
  });
}
