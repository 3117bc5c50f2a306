import { dot } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { bytesOf, type ChunkScope, maxNeighbours, scopeSql, tableOf } from '../../library/index.ts';
import { codeOf } from './codeOf.ts';
import { vectorsPath } from './indexFile.ts';
import { type OpenIndex, openIndex } from './openIndex.ts';
import { isInScope, readScope, rowsInScope } from './rowsInScope.ts';
import { dotProducts } from './vectorsFile.ts';

export interface NearestQuery {
  spaceId: number;
  /** Of length 1. */
  vector: Float32Array;
  scope: ChunkScope;
  limit: number;
  /** Cosine; what is less alike is left out. */
  minSimilarity: number;
}

export interface NearChunk {
  id: number;
  /** Cosine, -1 to 1. */
  similarity: number;
}

/**
 * The chunks in scope whose vectors are most alike the query's, most alike first. With an index
 * that is there, the nearest codes are compared in full (recall: indexFile.ts, `measured`);
 * without one, all vectors are. The scope is applied before the nearest are chosen, so that it
 * never hides a result that exists. Call it in a transaction.
 */
export function nearestChunks(library: Library, query: NearestQuery): NearChunk[] {
  const index = openIndex(library, query.spaceId);
  const found = index === undefined ? undefined : nearestByIndex(library, index, query);
  return found ?? nearestExactly(library, query);
}

/** vec0 heeds `rowid IN` before it chooses the nearest. */
export function nearestExactly(library: Library, query: NearestQuery): NearChunk[] {
  const { where, values } = scopeSql(query.scope);
  const scoped =
    where === ''
      ? ''
      : `AND rowid IN (
           SELECT c.id FROM chunks c JOIN videos v ON v.id = c.video_id WHERE ${where})`;
  return library.db.$client
    .prepare<unknown[], NearChunk>(
      `SELECT rowid AS id, 1 - distance AS similarity FROM ${tableOf(query.spaceId)}
       WHERE vector MATCH ? AND k = ? ${scoped} ORDER BY distance`,
    )
    .all(bytesOf(query.vector), Math.min(query.limit, maxNeighbours), ...values)
    .filter(({ similarity }) => similarity >= query.minSimilarity);
}

/** Undefined when the file of vectors cannot be read. */
function nearestByIndex(
  library: Library,
  { name, content, recent }: OpenIndex,
  { spaceId, vector, scope, limit, minSimilarity }: NearestQuery,
): NearChunk[] | undefined {
  const sets = readScope(library, scope);
  const rows = content.codes.nearest(
    codeOf(vector, content.mean),
    Math.max(content.candidates, 4 * limit),
    sets && rowsInScope(content, sets),
  );
  const { dimensions } = content;
  const file = { path: vectorsPath(library, name), rows: content.rows, dimensions };
  const products = dotProducts(file, vector, rows);
  if (products === undefined) return undefined;
  const similarities = new Map<number, number>();
  for (const [at, row] of rows.entries()) {
    similarities.set(content.chunkIds[row] ?? 0, products[at] ?? -1);
  }
  for (const [id, row] of recent) {
    if (sets === undefined || isInScope(sets, row)) similarities.set(id, dot(row.vector, vector));
  }
  const ranked = [...similarities]
    .filter(([, similarity]) => similarity >= minSimilarity)
    .map(([id, similarity]) => ({ id, similarity }))
    .sort((one, other) => other.similarity - one.similarity);
  return firstStored(library, spaceId, ranked, limit);
}

/** The first that are stored still: an index does not know which chunks were removed. */
function firstStored(
  library: Library,
  spaceId: number,
  ranked: readonly NearChunk[],
  limit: number,
): NearChunk[] {
  const statement = library.db.$client
    .prepare<[string, number], number>(
      `SELECT chunk_id FROM json_each(?) wanted
       CROSS JOIN embeddings e ON e.space_id = ? AND e.chunk_id = wanted.value`,
    )
    .pluck();
  const found: NearChunk[] = [];
  for (let from = 0; from < ranked.length && found.length < limit; from += 2 * limit) {
    const part = ranked.slice(from, from + 2 * limit);
    const stored = new Set(statement.all(JSON.stringify(part.map(({ id }) => id)), spaceId));
    found.push(...part.filter(({ id }) => stored.has(id)));
  }
  return found.slice(0, limit);
}
