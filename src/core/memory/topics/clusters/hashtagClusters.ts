import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { noise } from '../hdbscan/hdbscan.ts';
import { hashtagsOf } from '../labels/hashtags.ts';
import { readTexts } from '../labels/readTexts.ts';
import type { Placed } from './clusters.ts';

/** Fewer videos are no topic. */
const minVideos = 5;
/** A tag of more of them than this says nothing that sets a topic apart. */
const maxShare = 0.2;
const maxTopics = 300;

/**
 * Topics without vectors: the most used hashtags. A video is of the most used of its tags that is
 * not on more than a fifth of the videos. Videos without such a tag are in no topic.
 */
export function hashtagClusters(library: Library): Placed[] {
  const tagsOf = new Map<VideoId, string[]>();
  const counts = new Map<string, number>();
  for (const { videoId, text, tags } of readTexts(library)) {
    const own = hashtagsOf(text, tags);
    tagsOf.set(videoId, own);
    for (const tag of own) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const most = Math.max(minVideos, tagsOf.size * maxShare);
  const topics = [...counts]
    .filter(([, videos]) => videos >= minVideos && videos <= most)
    .sort(([one, ones], [other, others]) => others - ones || one.localeCompare(other))
    .slice(0, maxTopics)
    .map(([tag]) => tag);
  const numbers = new Map(topics.map((tag, number) => [tag, number]));
  return [...tagsOf].map(([videoId, tags]) => {
    const own = tags.map((tag) => numbers.get(tag)).filter((number) => number !== undefined);
    return { videoId, cluster: own.length === 0 ? noise : Math.min(...own) };
  });
}
