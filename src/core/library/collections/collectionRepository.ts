import { eq, sql } from 'drizzle-orm';
import type { Collection, CollectionId, VideoId } from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { collections } from '../../db/index.ts';
import { addToCollection } from './collectionMembers.ts';

/** SQL: the team has a video of that hash. One that nobody has any more is in no collection. */
export function isShared(hash: string): string {
  return `EXISTS (SELECT 1 FROM shared_records r
    WHERE r.kind = 'video' AND r.id = ${hash} AND r.gone = 0)`;
}

const selectSql = `
  SELECT c.id, c.name, c.note, c.created_at_ms AS createdAtMs,
    count(m.video_id) AS videos,
    count(CASE WHEN m.video_id IS NULL AND ${isShared('m.content_hash')} THEN 1 END) AS remoteVideos
  FROM collections c LEFT JOIN collection_members m ON m.collection_id = c.id`;

/** Every collection, by name. */
export function listCollections({ db }: Library): Collection[] {
  return db.$client
    .prepare<[], Collection>(`${selectSql} GROUP BY c.id ORDER BY c.name COLLATE NOCASE, c.id`)
    .all();
}

/** Errors: `collection.notFound`. */
export function getCollection({ db }: Library, id: CollectionId): Collection {
  const found = db.$client
    .prepare<[string], Collection>(`${selectSql} WHERE c.id = ? GROUP BY c.id`)
    .get(id);
  if (found === undefined) throw new AppError('collection.notFound', 'Collection not found.');
  return found;
}

/** A whole id from an id, its unique beginning, or a name. Errors: `collection.notFound`. */
export function resolveCollectionId({ db }: Library, given: string): CollectionId {
  const rows = db
    .select({ id: collections.id, name: collections.name })
    .from(collections)
    .where(
      sql`substr(${collections.id}, 1, ${given.length}) = ${given}
        OR ${collections.name} = ${given} COLLATE NOCASE`,
    )
    .limit(3)
    .all();
  const named = rows.filter(({ name }) => name.toLowerCase() === given.toLowerCase());
  const exact =
    rows.find(({ id }) => id === given) ??
    (named.length === 1 ? named[0] : rows.length === 1 ? rows[0] : undefined);
  if (exact !== undefined) return exact.id;
  const what = rows.length === 0 ? 'No collection named' : 'More than one collection named';
  throw new AppError('collection.notFound', `${what} ${given}.`);
}

/** It is there with its last video: broken off before, nobody has seen it. */
export async function createCollection(
  library: Library,
  { name, note, videoIds }: { name: string; note: string; videoIds: readonly VideoId[] },
): Promise<Collection> {
  const id = newId<CollectionId>();
  const createdAtMs = library.clock.nowMs();
  await addToCollection(library, id, videoIds);
  library.db.insert(collections).values({ id, name, note, createdAtMs }).run();
  return getCollection(library, id);
}

export function editCollection(
  library: Library,
  id: CollectionId,
  change: { name?: string | undefined; note?: string | undefined },
): Collection {
  if (Object.values(change).some((value) => value !== undefined)) {
    library.db.update(collections).set(change).where(eq(collections.id, id)).run();
  }
  return getCollection(library, id);
}

/** What was in it stays known, so that it can be brought back; no video is touched. */
export function removeCollection(library: Library, id: CollectionId): Collection {
  return library.db.transaction((tx) => {
    const before = getCollection(library, id);
    tx.delete(collections).where(eq(collections.id, id)).run();
    return before;
  });
}

/** Brings a removed collection back. One that is there again already stays as it is. */
export function restoreCollection(
  library: Library,
  removed: Pick<Collection, 'id' | 'name' | 'note' | 'createdAtMs'>,
): Collection {
  const { id, name, note, createdAtMs } = removed;
  library.db
    .insert(collections)
    .values({ id, name, note, createdAtMs })
    .onConflictDoNothing()
    .run();
  return getCollection(library, id);
}

/** Collections that a video is in, by name. */
export function collectionsOf(
  { db }: Library,
  videoId: VideoId,
): { id: CollectionId; name: string }[] {
  return db.$client
    .prepare<[string], { id: CollectionId; name: string }>(
      `SELECT c.id, c.name FROM collection_members m JOIN collections c ON c.id = m.collection_id
       WHERE m.video_id = ? ORDER BY c.name COLLATE NOCASE, c.id`,
    )
    .all(videoId);
}
