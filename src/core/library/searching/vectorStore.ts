import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import type { VideoId } from '../../../shared/index.ts';
import type { Library } from '../openLibrary.ts';
import { chunks, embeddingSpaces, embeddings } from '../schema/index.ts';

export type EmbeddingSpace = typeof embeddingSpaces.$inferSelect;

export interface ChunkText {
  id: number;
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

function spaceIn(library: Library, state: EmbeddingSpace['state']): EmbeddingSpace | undefined {
  return library.db.select().from(embeddingSpaces).where(eq(embeddingSpaces.state, state)).get();
}

/** A new space with its vec0 table. One that was being built before is dropped. */
export function createSpace(
  library: Library,
  space: Pick<EmbeddingSpace, 'modelId' | 'modelVersion' | 'dimensions' | 'state'>,
): EmbeddingSpace {
  return library.db.transaction((tx) => {
    const unfinished = buildingSpace(library);
    if (unfinished !== undefined) dropSpace(library, unfinished.id);
    const created = tx.insert(embeddingSpaces).values(space).returning().get();
    library.db.$client.exec(
      `CREATE VIRTUAL TABLE ${tableOf(created.id)} USING vec0(
        vector float[${Math.trunc(space.dimensions)}] distance_metric=cosine)`,
    );
    return created;
  });
}

/** Makes a space the one that search uses and drops the one before, in one transaction. */
export function activateSpace(library: Library, spaceId: number): void {
  library.db.transaction((tx) => {
    const before = activeSpace(library);
    if (before?.id === spaceId) return;
    if (before !== undefined) dropSpace(library, before.id);
    tx.update(embeddingSpaces)
      .set({ state: 'active' })
      .where(eq(embeddingSpaces.id, spaceId))
      .run();
  });
}

function dropSpace(library: Library, spaceId: number): void {
  library.db.$client.exec(`DROP TABLE IF EXISTS ${tableOf(spaceId)}`);
  library.db.delete(embeddingSpaces).where(eq(embeddingSpaces.id, spaceId)).run();
}

/**
 * Stores unit vectors with their stamps in one transaction. A chunk that is gone meanwhile is
 * passed over; one that has a vector gets the new one.
 */
export function addVectors(
  library: Library,
  spaceId: number,
  rows: readonly { chunkId: number; vector: Float32Array }[],
): void {
  const { $client } = library.db;
  const remove = $client.prepare(`DELETE FROM ${tableOf(spaceId)} WHERE rowid = ?`);
  const insert = $client.prepare(`INSERT INTO ${tableOf(spaceId)} (rowid, vector) VALUES (?, ?)`);
  library.db.transaction((tx) => {
    for (const { chunkId, vector } of rows) {
      const chunk = tx.select({ id: chunks.id }).from(chunks).where(eq(chunks.id, chunkId)).get();
      if (chunk === undefined) continue;
      const stamp = { chunkId, spaceId, createdAtMs: library.clock.nowMs() };
      tx.insert(embeddings).values(stamp).onConflictDoNothing().run();
      // vec0 takes row numbers as 64-bit integers only.
      remove.run(BigInt(chunkId));
      insert.run(BigInt(chunkId), bytesOf(vector));
    }
  });
}

/** Removes the vectors of chunks from every space: vec0 tables know no foreign keys. */
export function removeVectors(library: Library, chunkIds: readonly number[]): void {
  const spaces = library.db.select({ id: embeddingSpaces.id }).from(embeddingSpaces).all();
  for (const { id } of spaces) {
    const remove = library.db.$client.prepare(`DELETE FROM ${tableOf(id)} WHERE rowid = ?`);
    for (const chunkId of chunkIds) remove.run(BigInt(chunkId));
  }
}

/** Chunks without a vector in a space, by id, after `afterId`; of one video or of all. */
export function chunksWithoutVector(
  library: Library,
  options: { spaceId: number; afterId: number; limit: number; videoId?: VideoId | undefined },
): ChunkText[] {
  const { spaceId, afterId, limit, videoId } = options;
  return library.db
    .select({ id: chunks.id, text: chunks.text })
    .from(chunks)
    .where(
      and(
        gt(chunks.id, afterId),
        videoId === undefined ? undefined : eq(chunks.videoId, videoId),
        sql`NOT EXISTS (SELECT 1 FROM embeddings
          WHERE space_id = ${spaceId} AND chunk_id = ${chunks.id})`,
      ),
    )
    .orderBy(asc(chunks.id))
    .limit(limit)
    .all();
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

/** The vec0 table of a space. The id is ours, a whole number. */
export function tableOf(spaceId: number): string {
  return `chunk_vectors_${Math.trunc(spaceId)}`;
}

/** sqlite-vec takes a vector as its little-endian floats. */
export function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
