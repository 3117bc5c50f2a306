import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { getSettings } from '../../../library/index.ts';
import { scoreIn } from '../listOutliers.ts';
import { readGroups } from '../readGroups.ts';
import { velocityOf } from '../views/velocity.ts';

/** A row of `video_measures`, in the order of its columns; null where there is none. */
export type MeasureRow = [
  videoId: VideoId,
  definition: string,
  outlierScore: number | null,
  outlierLow: number | null,
  outlierHigh: number | null,
  outlierVideos: number | null,
  viewsPerHour: number | null,
  viewsPerHourLow: number | null,
  viewsPerHourHigh: number | null,
];

/** What lists show of every video of some groups: channels, or videos without one. */
export function measureGroups(
  library: Library,
  { groupIds, asOfMs }: { groupIds: readonly string[]; asOfMs: number },
): MeasureRow[] {
  const { outlierDefinition: definition } = getSettings(library);
  return readGroups(library, { asOfMs, groupIds }).flatMap((group) =>
    group.videos.map(({ id, curve }, at): MeasureRow => {
      const score = scoreIn(group, at, { definition });
      const velocity = velocityOf(curve);
      return [
        ...([id, definition] as const),
        ...(typeof score === 'string'
          ? ([null, null, null, null] as const)
          : ([score.score, score.low, score.high, score.n] as const)),
        ...(typeof velocity === 'string'
          ? ([null, null, null] as const)
          : ([velocity.value, velocity.low, velocity.high] as const)),
      ];
    }),
  );
}
