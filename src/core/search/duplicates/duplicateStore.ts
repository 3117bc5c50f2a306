import type { DuplicateGroupId, VideoId } from '../../../contract/index.ts';
import { newId } from '../../base/index.ts';
import { duplicateGroups, duplicateState, duplicateVideos, type Library } from '../../db/index.ts';
import { countPrints } from './countPrints.ts';
import type { FoundDuplicates, FoundGroup } from './findDuplicates.ts';

/**
 * Stores what was found instead of what was found before, in one transaction. A group keeps its id
 * while it has a video of before.
 */
export function saveDuplicates(
  library: Library,
  { groups, compared, prints }: FoundDuplicates,
): void {
  const { db, clock } = library;
  db.transaction(
    () => {
      const earlier = new Map(
        db
          .select({ videoId: duplicateVideos.videoId, groupId: duplicateVideos.groupId })
          .from(duplicateVideos)
          .all()
          .map(({ videoId, groupId }) => [videoId, groupId]),
      );
      db.delete(duplicateGroups).run();
      const used = new Set<DuplicateGroupId>();
      for (const group of groups) saveGroup(library, group, idOf(group, earlier, used));
      const state = { id: 1, madeAtMs: clock.nowMs(), compared, prints };
      db.insert(duplicateState)
        .values(state)
        .onConflictDoUpdate({ target: duplicateState.id, set: state })
        .run();
    },
    { behavior: 'immediate' },
  );
}

function idOf(
  { videos }: FoundGroup,
  earlier: ReadonlyMap<VideoId, DuplicateGroupId>,
  used: Set<DuplicateGroupId>,
): DuplicateGroupId {
  const known = videos
    .map(({ videoId }) => earlier.get(videoId))
    .find((id) => id !== undefined && !used.has(id));
  const id = known ?? newId<DuplicateGroupId>();
  used.add(id);
  return id;
}

function saveGroup(
  library: Library,
  { likeness, signs, videos }: FoundGroup,
  id: DuplicateGroupId,
) {
  const { db } = library;
  // A video may have been removed meanwhile.
  const rows = db.$client
    .prepare<[string], { videoId: VideoId }>(
      `SELECT id AS videoId FROM videos WHERE id IN (SELECT value FROM json_each(?))
       ORDER BY published_at_ms IS NULL, published_at_ms, created_at_ms, id`,
    )
    .all(JSON.stringify(videos.map(({ videoId }) => videoId)));
  if (rows.length < 2) return;
  const likenessOf = new Map(videos.map((video) => [video.videoId, video.likeness]));
  db.insert(duplicateGroups).values({ id, likeness, signs }).run();
  for (const [index, { videoId }] of rows.entries()) {
    db.insert(duplicateVideos)
      .values({
        ...{ videoId, groupId: id, isFirst: index === 0 },
        likeness: likenessOf.get(videoId) ?? likeness,
      })
      .run();
  }
}

/** Whether a video, its prints or a record has come since groups were found last. */
export function areDuplicatesStale(library: Library): boolean {
  const isStale = library.db.$client
    .prepare<[], number>(
      `SELECT count(*) > 1 AND max(created_at_ms) >
         coalesce((SELECT made_at_ms FROM duplicate_state), -1) FROM videos`,
    )
    .pluck()
    .get();
  if (isStale === 1) return true;
  const state = library.db.select().from(duplicateState).get();
  return state !== undefined && state.prints !== countPrints(library);
}
