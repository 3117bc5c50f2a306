import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import type { VideoId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { chunks, embeddingSpaces, embeddings, tableOf, vectorTableSql } from '../../db/index.ts';

export { tableOf };

export type EmbeddingSpace = typeof embeddingSpaces.$inferSelect;

/** Takes the write lock first: what was read before the first write must still be so then. */
const immediate = { behavior: 'immediate' } as const;

export interface ChunkText {
  id: number;
  videoId: VideoId;
  text: string;
}

/** The space that search uses, if there is one. */
export function activeSpace(library: Library): EmbeddingSpace | undefined {
  return spaceIn(library, 'active');
}

/** The space that a reindex fills, if one is under way. */
export function buildingSpace(library: Library): EmbeddingSpace | undefined {
  return spaceIn(library, 'building');
}

/** The space of a server's model that search uses beside this machine's, if there is one. */
export function teamSpace(library: Library): EmbeddingSpace | undefined {
  return spaceIn(library, 'team');
}

/** The space of a server's model that is being filled for the first time. */
export function buildingTeamSpace(library: Library): EmbeddingSpace | undefined {
  return spaceIn(library, 'team-building');
}

/** False for a space that was dropped meanwhile. */
export function hasSpace({ db }: Library, spaceId: number): boolean {
  const { id } = embeddingSpaces;
  return db.select({ id }).from(embeddingSpaces).where(eq(id, spaceId)).get() !== undefined;
}

function spaceIn(library: Library, state: EmbeddingSpace['state']): EmbeddingSpace | undefined {
  return library.db.select().from(embeddingSpaces).where(eq(embeddingSpaces.state, state)).get();
}

/** sqlite-vec's own limits. */
const maxDimensions = 8_192;
export const maxNeighbours = 4_096;

/**
 * A new space with its vec0 table; one that was being built before for the same use is dropped. A
 * migration that makes the table `chunks` anew has to make the triggers of these tables anew.
 * Errors: `model.damaged` for a model whose vectors have no length.
 */
export function createSpace(
  library: Library,
  space: Pick<EmbeddingSpace, 'modelId' | 'modelVersion' | 'dimensions' | 'state'>,
): EmbeddingSpace {
  const { dimensions } = space;
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > maxDimensions) {
    throw new AppError('model.damaged', `The embedding model returns ${dimensions} dimensions.`);
  }
  return library.db.transaction((tx) => {
    const isTeams = space.state.startsWith('team');
    const unfinished = isTeams ? buildingTeamSpace(library) : buildingSpace(library);
    if (unfinished !== undefined) dropSpace(library, unfinished.id);
    const created = tx.insert(embeddingSpaces).values(space).returning().get();
    library.db.$client.exec(vectorTableSql(created.id, dimensions));
    return created;
  }, immediate);
}

/**
 * Makes a space the one that search uses and drops the one before, in one transaction; a space of
 * the team's takes the place of the team's alone. False, and nothing changed, while a chunk has no
 * vector in it.
 */
export function activateSpace(library: Library, spaceId: number): boolean {
  return library.db.transaction((tx) => {
    if (countChunksWithoutVector(library, { spaceId }) > 0) return false;
    const state = buildingTeamSpace(library)?.id === spaceId ? 'team' : 'active';
    const before = spaceIn(library, state);
    if (before?.id === spaceId || teamSpace(library)?.id === spaceId) return true;
    if (before !== undefined) dropSpace(library, before.id);
    tx.update(embeddingSpaces).set({ state }).where(eq(embeddingSpaces.id, spaceId)).run();
    return true;
  }, immediate);
}

function dropSpace(library: Library, spaceId: number): void {
  const table = tableOf(spaceId);
  library.db.$client.exec(`DROP TRIGGER IF EXISTS ${table}_delete; DROP TABLE IF EXISTS ${table}`);
  library.db.delete(embeddingSpaces).where(eq(embeddingSpaces.id, spaceId)).run();
}

/**
 * Stores unit vectors with their stamps in one transaction. A chunk that is gone meanwhile and
 * one that has a vector already are passed over, so that two writers never disturb each other;
 * gives the chunks of the others.
 * Errors: `model.damaged` for a vector of another length or not of numbers.
 */
export function addVectors(
  library: Library,
  spaceId: number,
  rows: readonly { chunkId: number; vector: Float32Array }[],
): number[] {
  const space = library.db
    .select()
    .from(embeddingSpaces)
    .where(eq(embeddingSpaces.id, spaceId))
    .get();
  const isSound = ({ vector }: { vector: Float32Array }): boolean =>
    vector.length === space?.dimensions && vector.every(Number.isFinite);
  if (!rows.every(isSound)) {
    throw new AppError('model.damaged', 'The embedding model returned an invalid vector.');
  }
  const { $client } = library.db;
  const stamp = $client.prepare(
    `INSERT OR IGNORE INTO embeddings (chunk_id, space_id, created_at_ms)
     SELECT id, ?, ? FROM chunks WHERE id = ?`,
  );
  const insert = $client.prepare(`INSERT INTO ${tableOf(spaceId)} (rowid, vector) VALUES (?, ?)`);
  const atMs = library.clock.nowMs();
  return library.db.transaction(() =>
    rows.flatMap(({ chunkId, vector }) => {
      if (stamp.run(spaceId, atMs, chunkId).changes === 0) return [];
      // vec0 takes row numbers as 64-bit integers only.
      insert.run(BigInt(chunkId), bytesOf(vector));
      return [chunkId];
    }),
  );
}

export interface WithoutVector {
  /** 0, which no space has: every chunk. */
  spaceId: number;
  /** Only this video's chunks. */
  videoId?: VideoId | undefined;
}

/** Chunks without a vector in a space, by id, after `afterId`. */
export function chunksWithoutVector(
  library: Library,
  { afterId, limit, ...options }: WithoutVector & { afterId: number; limit: number },
): ChunkText[] {
  return library.db
    .select({ id: chunks.id, videoId: chunks.videoId, text: chunks.text })
    .from(chunks)
    .where(and(gt(chunks.id, afterId), lacksVector(options)))
    .orderBy(asc(chunks.id))
    .limit(limit)
    .all();
}

export function countChunksWithoutVector(library: Library, options: WithoutVector): number {
  const row = library.db.select({ total: count() }).from(chunks).where(lacksVector(options)).get();
  return row?.total ?? 0;
}

function lacksVector({ spaceId, videoId }: WithoutVector): ReturnType<typeof and> {
  return and(
    videoId === undefined ? undefined : eq(chunks.videoId, videoId),
    sql`NOT EXISTS (SELECT 1 FROM embeddings
      WHERE space_id = ${spaceId} AND chunk_id = ${chunks.id})`,
  );
}

/** How many chunks the library has, and how many of them have a vector in a space. */
export function countVectors(
  library: Library,
  spaceId: number,
): { embedded: number; total: number } {
  const all = library.db.select({ total: count() }).from(chunks).get();
  const done = library.db
    .select({ total: count() })
    .from(embeddings)
    .where(eq(embeddings.spaceId, spaceId))
    .get();
  return { embedded: done?.total ?? 0, total: all?.total ?? 0 };
}

/** sqlite-vec takes a vector as its little-endian floats. */
export function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
