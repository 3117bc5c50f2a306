import { eq } from 'drizzle-orm';
import type { TopicId, VideoId } from '../../../../contract/index.ts';
import { newId } from '../../../base/index.ts';
import { type Library, topics } from '../../../db/index.ts';
import { bytesOf } from '../../../library/index.ts';
import type { Clusters, Placed } from '../clusters/clusters.ts';
import { noise } from '../hdbscan/hdbscan.ts';
import type { TopicWords } from '../labels/labelTopics.ts';
import { matchClusters, type Overlap } from './matchClusters.ts';
import { getTopicState, setTopicState } from './topicState.ts';

export interface FoundTopics extends Clusters {
  /** Of each cluster. */
  words: TopicWords[];
  /** Of each group of clusters; one without a label is no theme. */
  themes: TopicWords[];
}

type TopicRow = typeof topics.$inferSelect;

/**
 * Stores clusters as topics, in one transaction. A cluster that is an earlier topic by its videos
 * keeps that one's id, and with it the name, pin and merge that a person gave it. Topics that are
 * gone are removed, but for those that a person renamed, pinned, split off or merged another into:
 * they keep those of their videos that no other topic took. Videos put somewhere by hand stay there.
 */
export function saveClusters(library: Library, found: FoundTopics): void {
  library.db.transaction(
    () => {
      const before = library.db.select().from(topics).all();
      const members = membersOf(library);
      const ids = idsOf(found, members);
      const isSameSpace = getTopicState(library)?.spaceId === (found.spaceId ?? null);
      const themes = themesOf(found, ids);
      for (const [cluster, topicId] of ids.entries()) {
        putTopic(library, found, { cluster, id: topicId, theme: themes[cluster] });
      }
      const used = new Set(ids);
      const kept = keptTopics(before, used);
      removeTopics(library, before, new Set([...used, ...kept]));
      if (!isSameSpace) forgetCenters(library, kept);
      forgetThemes(library, kept);
      placeAll(library, found.placed, (placed) => {
        if (placed.cluster !== noise) return ids[placed.cluster];
        const earlier = members.get(placed.videoId);
        return earlier !== undefined && kept.has(earlier) ? earlier : undefined;
      });
      setTopicState(library, {
        source: found.source,
        spaceId: found.spaceId ?? null,
        clusteredVideos: found.placed.length,
      });
    },
    { behavior: 'immediate' },
  );
}

/** Puts videos into topics, or into none; those that a person placed stay. */
export function placeAll<P extends Pick<Placed, 'videoId' | 'likeness'>>(
  library: Library,
  placed: readonly P[],
  topicOf: (placed: P) => TopicId | undefined,
): void {
  // A video may have been removed meanwhile.
  const put = library.db.$client.prepare<[VideoId, TopicId | null, number | null, VideoId]>(
    `INSERT INTO topic_videos (video_id, topic_id, likeness)
     SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM videos WHERE id = ?)
     ON CONFLICT (video_id) DO UPDATE SET topic_id = excluded.topic_id, likeness = excluded.likeness
     WHERE is_by_hand = 0`,
  );
  for (const each of placed) {
    put.run(each.videoId, topicOf(each) ?? null, each.likeness ?? null, each.videoId);
  }
}

function membersOf({ db }: Library): Map<VideoId, TopicId> {
  const rows = db.$client
    .prepare<[], [VideoId, TopicId]>(
      'SELECT video_id, topic_id FROM topic_videos WHERE topic_id IS NOT NULL AND is_by_hand = 0',
    )
    .raw()
    .all();
  return new Map(rows);
}

/** The id of each cluster's topic, an earlier one where it is the same. */
function idsOf(found: FoundTopics, members: ReadonlyMap<VideoId, TopicId>): TopicId[] {
  const clusterSizes = found.words.map(() => 0);
  const topicSizes = new Map<TopicId, number>();
  for (const topicId of members.values()) {
    topicSizes.set(topicId, (topicSizes.get(topicId) ?? 0) + 1);
  }
  const overlaps = new Map<string, Overlap<TopicId>>();
  for (const { videoId, cluster } of found.placed) {
    if (cluster === noise) continue;
    clusterSizes[cluster] = (clusterSizes[cluster] ?? 0) + 1;
    const topicId = members.get(videoId);
    if (topicId === undefined) continue;
    const key = `${cluster} ${topicId}`;
    const overlap = overlaps.get(key) ?? { cluster, topicId, videos: 0 };
    overlap.videos++;
    overlaps.set(key, overlap);
  }
  const matched = matchClusters([...overlaps.values()], clusterSizes, topicSizes);
  return found.words.map((_, cluster) => matched.get(cluster) ?? newId<TopicId>());
}

interface Theme {
  /** The id of its largest topic, which later runs know again. */
  themeId: TopicId;
  theme: string;
}

/** The theme of each cluster, or undefined. */
function themesOf(found: FoundTopics, ids: readonly TopicId[]): (Theme | undefined)[] {
  const sizes = found.words.map(() => 0);
  for (const { cluster } of found.placed) {
    if (cluster !== noise) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  }
  const largest = new Map<number, number>();
  for (const [cluster, group] of found.groups.entries()) {
    const known = largest.get(group);
    const isLarger = known === undefined || (sizes[cluster] ?? 0) > (sizes[known] ?? 0);
    if (isLarger) largest.set(group, cluster);
  }
  return found.groups.map((group) => {
    const theme = found.themes[group]?.label ?? '';
    const themeId = ids[largest.get(group) ?? noise];
    return theme === '' || themeId === undefined ? undefined : { themeId, theme };
  });
}

function putTopic(
  library: Library,
  found: FoundTopics,
  { cluster, id, theme }: { cluster: number; id: TopicId; theme: Theme | undefined },
): void {
  const center = found.centers[cluster];
  const { label = '', words = [] } = found.words[cluster] ?? {};
  const told = {
    ...{ label, words, source: found.source },
    center: center === undefined ? null : bytesOf(center.direction),
    minLikeness: center?.minLikeness ?? null,
    ...(theme ?? { themeId: null, theme: null }),
  };
  library.db
    .insert(topics)
    .values({ id, ...told, createdAtMs: library.clock.nowMs() })
    .onConflictDoUpdate({ target: topics.id, set: told })
    .run();
}

/** Topics without a cluster that a person did something to. */
function keptTopics(before: readonly TopicRow[], used: ReadonlySet<TopicId>): Set<TopicId> {
  const isTarget = new Set(
    before.filter(({ id }) => used.has(id)).map(({ mergedInto }) => mergedInto),
  );
  const kept = before.filter(
    ({ id, isPinned, isSplit, name }) =>
      !used.has(id) && (isPinned || isSplit || name !== null || isTarget.has(id)),
  );
  return new Set(kept.map(({ id }) => id));
}

function removeTopics(
  { db }: Library,
  before: readonly TopicRow[],
  left: ReadonlySet<TopicId>,
): void {
  for (const { id } of before) if (!left.has(id)) db.delete(topics).where(eq(topics.id, id)).run();
  for (const { id, mergedInto } of before) {
    if (mergedInto === null || left.has(mergedInto)) continue;
    db.update(topics).set({ mergedInto: null }).where(eq(topics.id, id)).run();
  }
}

/** Directions in another embedding space mean nothing. */
function forgetCenters({ db }: Library, ids: ReadonlySet<TopicId>): void {
  for (const id of ids) db.update(topics).set({ center: null }).where(eq(topics.id, id)).run();
}

/** Without a cluster a topic is in no group of them. */
function forgetThemes({ db }: Library, ids: ReadonlySet<TopicId>): void {
  const change = { themeId: null, theme: null };
  for (const id of ids) db.update(topics).set(change).where(eq(topics.id, id)).run();
}
