import { and, count, eq, gt, max } from 'drizzle-orm';
import type { Library } from '../../db/index.ts';
import { embeddings, vectorChanges, vectorIndexes } from '../../db/index.ts';
import { inSlices } from '../inSlices.ts';

export type StoredIndex = typeof vectorIndexes.$inferSelect;

export interface BuiltIndex {
  rows: number;
  /** The last change that was stored before the first row was read. */
  changeSeq: number;
  candidates: number;
  measured: number;
}

/** The index of a space, if there is one. Errors: `library.corrupt`. */
export function getIndex({ db }: Library, spaceId: number): StoredIndex | undefined {
  return db.select().from(vectorIndexes).where(eq(vectorIndexes.spaceId, spaceId)).get();
}

export function listIndexes({ db }: Library): StoredIndex[] {
  return db.select().from(vectorIndexes).all();
}

/** The number of the last change of a space; 0 when there is none. */
export function lastChange({ db }: Library, spaceId: number): number {
  const { seq } = vectorChanges;
  const last = db
    .select({ seq: max(seq) })
    .from(vectorChanges)
    .where(eq(vectorChanges.spaceId, spaceId))
    .get();
  // Numbers are never used twice: what comes after all that is stored is after this one, too.
  return last?.seq ?? 0;
}

/** Chunks of a space whose vectors came after a change, with the number of the last one. */
export function changesAfter(
  { db }: Library,
  { spaceId, seq }: { spaceId: number; seq: number },
): { chunkIds: number[]; seq: number } {
  const rows = db
    .select({ seq: vectorChanges.seq, chunkId: vectorChanges.chunkId })
    .from(vectorChanges)
    .where(and(gt(vectorChanges.seq, seq), eq(vectorChanges.spaceId, spaceId)))
    .orderBy(vectorChanges.seq)
    .all();
  return { chunkIds: rows.map(({ chunkId }) => chunkId), seq: rows.at(-1)?.seq ?? seq };
}

export function countChangesAfter(
  { db }: Library,
  { spaceId, seq }: { spaceId: number; seq: number },
): number {
  const found = db
    .select({ total: count() })
    .from(vectorChanges)
    .where(and(gt(vectorChanges.seq, seq), eq(vectorChanges.spaceId, spaceId)))
    .get();
  return found?.total ?? 0;
}

export function countSpaceVectors({ db }: Library, spaceId: number): number {
  const found = db
    .select({ total: count() })
    .from(embeddings)
    .where(eq(embeddings.spaceId, spaceId))
    .get();
  return found?.total ?? 0;
}

/** Whether a space has so many vectors; no more of them are counted. */
export function hasVectors({ db }: Library, spaceId: number, least: number): boolean {
  const found = db
    .select({ chunkId: embeddings.chunkId })
    .from(embeddings)
    .where(eq(embeddings.spaceId, spaceId))
    .orderBy(embeddings.chunkId)
    .limit(1)
    .offset(Math.max(0, least - 1))
    .get();
  return found !== undefined;
}

/** Lets searches use an index; the changes that it has count no longer. In a transaction. */
export function publishIndex(
  { db, clock }: Library,
  { spaceId, file, built }: { spaceId: number; file: string; built: BuiltIndex },
): void {
  const { rows, changeSeq } = built;
  const row = { file, rows, changeSeq, createdAtMs: clock.nowMs() };
  db.insert(vectorIndexes)
    .values({ spaceId, ...row })
    .onConflictDoUpdate({ target: vectorIndexes.spaceId, set: row })
    .run();
}

/** Rows that one statement deletes: some 2 ms of a core. */
const forgottenAtOnce = 4_000;

/**
 * Deletes the changes that the indexes have, a slice at a time: a hundred thousand at once would keep
 * everybody waiting. Rejects once the signal is aborted.
 */
export async function forgetChanges(library: Library, signal: AbortSignal): Promise<void> {
  const forget = library.db.$client.prepare(
    `DELETE FROM vector_changes WHERE seq IN
       (SELECT seq FROM vector_changes WHERE space_id = ? AND seq <= ? LIMIT ?)`,
  );
  for (const { spaceId, changeSeq } of listIndexes(library)) {
    await inSlices(() => forget.run(spaceId, changeSeq, forgottenAtOnce).changes === 0, signal);
  }
}

export function forgetIndex({ db }: Library, spaceId: number): void {
  db.delete(vectorIndexes).where(eq(vectorIndexes.spaceId, spaceId)).run();
}
