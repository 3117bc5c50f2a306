import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  CollectionId,
  CollectionMember,
  ContentHash,
  VideoId,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';

/** Some tens of milliseconds: others get their turn in between. */
const membersEach = 2_000;

/** Does one part of a long list after the other, each in a transaction of its own. */
async function inParts<Item>(
  items: readonly Item[],
  act: (part: Item[], from: number) => void,
): Promise<void> {
  for (let from = 0; from < items.length; from += membersEach) {
    if (from > 0) await nextTurn();
    act(items.slice(from, from + membersEach), from);
  }
}

/**
 * Puts videos at the end, in the given order; those that are in it already stay where they are.
 * The end lies at the present second or behind the last member, so that what two devices add while
 * they are apart comes together in the order of the hours. Returns how many are new. Broken off,
 * some are in; done again, all are.
 */
export async function addToCollection(
  library: Library,
  id: CollectionId,
  videoIds: readonly VideoId[],
): Promise<number> {
  const add = library.db.$client.prepare<[object]>(
    `INSERT INTO collection_members (collection_id, content_hash, video_id, position)
     SELECT :id, v.content_hash, v.id, :end + g.key
     FROM json_each(:videoIds) g JOIN videos v ON v.id = g.value WHERE true
     ON CONFLICT (collection_id, content_hash) DO NOTHING`,
  );
  const end = endOf(library, id);
  let added = 0;
  await inParts(videoIds, (part, from) => {
    added += add.run({ id, end: end + from, videoIds: JSON.stringify(part) }).changes;
  });
  return added;
}

/** Takes members out. Returns those that were in, with their places. */
export async function removeFromCollection(
  { db }: Library,
  id: CollectionId,
  {
    videoIds,
    contentHashes,
  }: {
    videoIds: readonly VideoId[];
    contentHashes: readonly ContentHash[];
  },
): Promise<CollectionMember[]> {
  const take = (hashes: string) =>
    db.$client.prepare<[object], CollectionMember>(
      `DELETE FROM collection_members WHERE collection_id = :id AND content_hash IN (${hashes})
       RETURNING content_hash AS contentHash, position`,
    );
  const removed: CollectionMember[] = [];
  const byVideo = take(
    'SELECT v.content_hash FROM json_each(:videoIds) g JOIN videos v ON v.id = g.value',
  );
  await inParts(videoIds, (part) => {
    removed.push(...byVideo.all({ id, videoIds: JSON.stringify(part) }));
  });
  const byHash = take('SELECT value FROM json_each(:hashes)');
  await inParts(contentHashes, (part) => {
    removed.push(...byHash.all({ id, hashes: JSON.stringify(part) }));
  });
  return removed;
}

/** Puts members back where they were; those that are in it again already stay where they are. */
export async function restoreToCollection(
  { db }: Library,
  id: CollectionId,
  members: readonly CollectionMember[],
): Promise<void> {
  const restore = db.$client.prepare<[object]>(
    `INSERT INTO collection_members (collection_id, content_hash, video_id, position)
     SELECT :id, g.value ->> 'contentHash', v.id, g.value ->> 'position'
     FROM json_each(:members) g LEFT JOIN videos v ON v.content_hash = g.value ->> 'contentHash'
     WHERE true
     ON CONFLICT (collection_id, content_hash) DO NOTHING`,
  );
  await inParts(members, (part) => void restore.run({ id, members: JSON.stringify(part) }));
}

/**
 * Moves members, in the given order, before another one or to the end. They share the gap before
 * it evenly; when the gap has become too small for numbers, all that follows is numbered anew.
 */
export function moveInCollection(
  library: Library,
  id: CollectionId,
  { videoIds, beforeId }: { videoIds: readonly VideoId[]; beforeId: VideoId | undefined },
): void {
  const { $client } = library.db;
  library.db.transaction(
    () => {
      const moved = membersOf(library, id, videoIds);
      const next = beforeId === undefined ? undefined : membersOf(library, id, [beforeId]).at(0);
      const others = new Set(moved.map(({ contentHash }) => contentHash));
      if (next !== undefined && others.has(next.contentHash)) return;
      const before = lastBefore(library, id, { next, without: others });
      const from = before?.position ?? (next?.position ?? endOf(library, id)) - moved.length - 1;
      const to = next?.position ?? Math.max(endOf(library, id), from + 1) + moved.length;
      const step = (to - from) / (moved.length + 1);
      const places = moved.map(
        (member, index) => [member.contentHash, from + step * (index + 1)] as const,
      );
      const set = $client.prepare<[number, string, string]>(
        'UPDATE collection_members SET position = ? WHERE collection_id = ? AND content_hash = ?',
      );
      const ascending = [from, ...places.map(([, place]) => place), to];
      if (
        ascending.every((place, index) => index === 0 || place > (ascending[index - 1] ?? place))
      ) {
        for (const [hash, place] of places) set.run(place, id, hash);
        return;
      }
      const following = next === undefined ? [] : [next, ...membersAfter(library, id, next)];
      const rest = following.filter(({ contentHash }) => !others.has(contentHash));
      for (const [index, { contentHash }] of [...moved, ...rest].entries()) {
        set.run(Math.floor(from) + index + 1, id, contentHash);
      }
    },
    { behavior: 'immediate' },
  );
}

/** In the order of the ids; those that are not in it are left out. */
function membersOf(
  { db }: Library,
  id: CollectionId,
  videoIds: readonly VideoId[],
): CollectionMember[] {
  return db.$client
    .prepare<[object], CollectionMember>(
      `SELECT m.content_hash AS contentHash, m.position
       FROM json_each(:videoIds) g CROSS JOIN collection_members m
         ON m.video_id = g.value AND +m.collection_id = :id ORDER BY g.key`,
    )
    .all({ id, videoIds: JSON.stringify(videoIds) });
}

/** The last member before `next`, or of all, that is not itself moved. */
function lastBefore(
  { db }: Library,
  id: CollectionId,
  { next, without }: { next: CollectionMember | undefined; without: ReadonlySet<ContentHash> },
): CollectionMember | undefined {
  const where = next === undefined ? '' : 'AND (position, content_hash) < (?, ?)';
  const values = next === undefined ? [] : [next.position, next.contentHash];
  const rows = db.$client
    .prepare<unknown[], CollectionMember>(
      `SELECT content_hash AS contentHash, position FROM collection_members
       WHERE collection_id = ? ${where} ORDER BY position DESC, content_hash DESC`,
    )
    .iterate(id, ...values);
  for (const row of rows) if (!without.has(row.contentHash)) return row;
  return undefined;
}

function membersAfter(
  { db }: Library,
  id: CollectionId,
  { position, contentHash }: CollectionMember,
): CollectionMember[] {
  return db.$client
    .prepare<[string, number, string], CollectionMember>(
      `SELECT content_hash AS contentHash, position FROM collection_members
       WHERE collection_id = ? AND (position, content_hash) > (?, ?)
       ORDER BY position, content_hash`,
    )
    .all(id, position, contentHash);
}

/** The present second, or the place behind the last member when that is later. */
function endOf({ db, clock }: Library, id: CollectionId): number {
  const last = db.$client
    .prepare<[string], number | null>(
      'SELECT max(position) FROM collection_members WHERE collection_id = ?',
    )
    .pluck()
    .get(id);
  return Math.max(Math.floor(clock.nowMs() / 1_000), Math.floor(last ?? 0) + 1);
}
