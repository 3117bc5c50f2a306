import { isNotNull } from 'drizzle-orm';
import type { TopicId, VideoId } from '../../../contract/index.ts';
import { floatsOf } from '../../base/index.ts';
import { type Library, type ReadTask, topics } from '../../db/index.ts';
import { activeSpace } from '../../library/index.ts';
import type { Clusters } from './clusters/clusters.ts';
import { findClusters, findWhole, placeVideos } from './clusters/findClusters.ts';
import { noise } from './hdbscan/hdbscan.ts';
import { labelTopics, type TopicWords } from './labels/labelTopics.ts';
import { readTexts } from './labels/readTexts.ts';
import type { FoundTopics } from './store/saveClusters.ts';

/**
 * Clusters of the whole library with their words. A cluster whose videos share no telling word is
 * dissolved. Takes a minute for the largest samples.
 */
export const findTopicsTask: ReadTask<void, FoundTopics> = {
  name: 'memory.findTopics',
  priority: 'background',
  run: (library) => {
    const clusters = findClusters(library);
    const found = named(library, clusters);
    // Where most clusters have no word of their own, all of them may be about one thing.
    if (grouped(found) > 0 && grouped(found) * 2 >= grouped(clusters)) return found;
    const all = findWhole(library);
    const whole = all && named(library, all);
    // All may be alike and share no word that says what they are about.
    return whole !== undefined && grouped(whole) > grouped(found) ? whole : found;
  },
};

function grouped({ placed }: Clusters): number {
  return placed.filter(({ cluster }) => cluster !== noise).length;
}

function named(library: Library, found: Clusters): FoundTopics {
  const clusterOf = new Map(found.placed.map(({ videoId, cluster }) => [videoId, cluster]));
  const count = found.placed.reduce((most, { cluster }) => Math.max(most, cluster + 1), 0);
  const ofVideo = ({ videoId }: { videoId: VideoId }): number | undefined => {
    const cluster = clusterOf.get(videoId);
    return cluster === noise ? undefined : cluster;
  };
  const kept = withoutWordless(found, labelTopics(readTexts(library), ofVideo, count));
  return withThemes(library, kept);
}

/** Of the label of a theme. */
const themeWords = 3;

/**
 * What each group of clusters is about: of the telling words of all its videos those that two of its topics
 * have. Topics that lie together and share none have no theme: nobody could say what it is.
 */
function withThemes(library: Library, found: Omit<FoundTopics, 'themes'>): FoundTopics {
  const sizes = new Map<number, number>();
  for (const group of found.groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  // One of which but a single cluster is left says no more than that.
  const groups = found.groups.map((group) => ((sizes.get(group) ?? 0) < 2 ? noise : group));
  const count = groups.reduce((most, group) => Math.max(most, group + 1), 0);
  if (count === 0) return { ...found, groups, themes: [] };
  const groupOf = new Map(found.placed.map(({ videoId, cluster }) => [videoId, groups[cluster]]));
  const ofVideo = ({ videoId }: { videoId: VideoId }): number | undefined => {
    const group = groupOf.get(videoId);
    return group === noise ? undefined : group;
  };
  const themes = labelTopics(readTexts(library), ofVideo, count).map(({ words }, group) => {
    const within = found.words.filter((_, cluster) => groups[cluster] === group);
    const shared = words.filter(
      (word) => within.filter((own) => own.words.includes(word)).length > 1,
    );
    return { label: shared.slice(0, themeWords).join(', '), words: shared };
  });
  return { ...found, groups, themes };
}

function withoutWordless(
  found: Clusters,
  words: readonly TopicWords[],
): Omit<FoundTopics, 'themes'> {
  const kept = [...words.keys()].filter((cluster) => words[cluster]?.label !== '');
  const numbers = new Map(kept.map((cluster, number) => [cluster, number]));
  return {
    ...found,
    centers: kept.map((cluster) => found.centers[cluster]).filter((one) => one !== undefined),
    groups: kept.map((cluster) => found.groups[cluster] ?? noise),
    words: kept.map((cluster) => words[cluster]).filter((one) => one !== undefined),
    placed: found.placed.map(({ likeness, ...placed }) => {
      const cluster = numbers.get(placed.cluster) ?? noise;
      const isPlaced = cluster !== noise && likeness !== undefined;
      return { ...placed, cluster, ...(isPlaced && { likeness }) };
    }),
  };
}

export interface PlacedVideo {
  videoId: VideoId;
  /** Left out of one that is near none. */
  topicId?: TopicId | undefined;
  likeness?: number;
}

/** Videos that no run has looked at, each with the nearest topic within its radius. */
export const placeNewVideosTask: ReadTask<void, PlacedVideo[]> = {
  name: 'memory.placeNewVideos',
  priority: 'background',
  run: (library) => {
    const space = activeSpace(library);
    if (space === undefined) return [];
    const known = library.db.select().from(topics).where(isNotNull(topics.center)).all();
    const centers = known.map(({ center, minLikeness }) => ({
      direction: floatsOf(center ?? []),
      minLikeness: minLikeness ?? 1,
    }));
    const ids = unseenVideos(library);
    return placeVideos(library, { space, centers, ids }).map(({ cluster, ...video }) => ({
      ...video,
      topicId: known[cluster]?.id,
    }));
  },
};

function unseenVideos({ db }: Library): VideoId[] {
  return db.$client
    .prepare<[], VideoId>(
      'SELECT id FROM videos WHERE id NOT IN (SELECT video_id FROM topic_videos) ORDER BY id',
    )
    .pluck()
    .all();
}
