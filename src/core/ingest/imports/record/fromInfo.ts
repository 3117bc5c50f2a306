import { fromInfoFile } from '../../records/fromInfoFile.ts';

/** True for what yt-dlp writes of a video (`NAME.info.json`, or a line of `yt-dlp -j`). */
export function isInfo(given: unknown): given is Record<string, unknown> {
  return (
    typeof given === 'object' &&
    given !== null &&
    'extractor_key' in given &&
    'webpage_url' in given
  );
}

/** What yt-dlp tells, as a record's own fields. `writtenAtMs` dates counts that have no date. */
export function fromInfo(info: Record<string, unknown>, writtenAtMs: number): object {
  const told = fromInfoFile(info, writtenAtMs);
  return {
    platform: told.platform,
    id: told.externalId,
    url: told.sourceUrl,
    title: told.title,
    description: told.description,
    tags: info.tags,
    channel: {
      id: info.channel_id ?? info.uploader_id,
      name: told.channel,
      url: told.channelUrl,
      followers: info.channel_follower_count,
    },
    publishedAt: told.publishedAtMs,
    durationSeconds: info.duration,
    language: told.language,
    soundName: info.track,
    comments: Array.isArray(info.comments) ? info.comments.map(commentOf) : [],
    metrics: told.metrics.map(({ observedAtMs, ...counts }) => ({
      observedAt: observedAtMs,
      ...counts,
    })),
    products: [],
  };
}

function commentOf(given: unknown): object {
  const comment = Object(given);
  const { id, text, author, like_count: likes, timestamp: publishedAt } = comment;
  return { id, text, author, likes, publishedAt };
}
