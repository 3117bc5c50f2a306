import type {
  ChannelId,
  ChannelMeasures,
  ChannelVideo,
  OutlierDefinition,
  VideoId,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { getSettings } from '../../library/index.ts';
import { medianWithInterval } from './estimates/medianInterval.ts';
import { scoreIn } from './listOutliers.ts';
import type { MeasuredGroup } from './measuredGroup.ts';
import { minComparedVideos, newestViews } from './outlierScore.ts';
import { readGroups } from './readGroups.ts';
import { velocityOf } from './views/velocity.ts';

/** Of a channel with more, those with the newest dates are told one by one. */
const maxVideos = 500;

interface ChannelRow {
  id: ChannelId;
  name: string;
  platform: string;
  url: string | null;
  followers: number | null;
}

/**
 * A channel with what is usual for it and how each of its videos compares, as of a moment. Errors:
 * `channel.notFound`.
 */
export function measureChannel(
  library: Library,
  { channelId, asOfMs }: { channelId: ChannelId; asOfMs: number },
): ChannelMeasures {
  const channel = library.db.$client
    .prepare<[ChannelId], ChannelRow>(
      'SELECT id, name, platform, url, followers FROM channels WHERE id = ?',
    )
    .get(channelId);
  if (channel === undefined) {
    throw new AppError('channel.notFound', `Channel ${channelId} not found.`);
  }
  const { outlierDefinition: definition } = getSettings(library);
  const [group] = readGroups(library, { asOfMs, groupIds: [channelId] });
  const views = (group?.videos ?? []).flatMap((video) => newestViews(video)?.value ?? []);
  const median = views.length < minComparedVideos ? undefined : medianWithInterval(views);
  return {
    ...{ id: channel.id, name: channel.name, platform: channel.platform, asOfMs },
    ...(channel.url !== null && { url: channel.url }),
    ...(channel.followers !== null && { followers: channel.followers }),
    videos: group?.videos.length ?? 0,
    observedVideos: views.length,
    views: views.reduce((sum, each) => sum + each, 0),
    ...(median !== undefined && { medianViews: median }),
    definition,
    list: group === undefined ? [] : videosOf(library, group, definition),
  };
}

/** Newest first, those without a date last. */
function videosOf(
  { db }: Library,
  group: MeasuredGroup,
  definition: OutlierDefinition,
): ChannelVideo[] {
  const ids = group.videos.map(({ id }) => id);
  const titles = new Map(
    db.$client
      .prepare<[string], [VideoId, string]>(
        'SELECT id, title FROM videos WHERE id IN (SELECT value FROM json_each(?))',
      )
      .raw()
      .all(JSON.stringify(ids)),
  );
  const dated = [...group.videos.entries()].filter(([, { publishedAtMs }]) => publishedAtMs);
  const undated = [...group.videos.entries()].filter(([, { publishedAtMs }]) => !publishedAtMs);
  return [...dated.reverse(), ...undated].slice(0, maxVideos).map(([at, video]) => {
    const score = scoreIn(group, at, { definition });
    const velocity = velocityOf(video.curve);
    const views = newestViews(video)?.value;
    return {
      videoId: video.id,
      title: titles.get(video.id) ?? '',
      ...(video.publishedAtMs !== undefined && { publishedAtMs: video.publishedAtMs }),
      ...(views !== undefined && { views }),
      ...(typeof velocity !== 'string' && { velocity }),
      ...(typeof score !== 'string' && { outlier: score }),
    };
  });
}
