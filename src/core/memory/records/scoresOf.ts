import type { OutlierDefinition, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { scoreIn } from '../measures/listOutliers.ts';
import { readGroups } from '../measures/readGroups.ts';

export interface ScoreQuery {
  definition: OutlierDefinition;
  /** Only snapshots up to then count. */
  asOfMs: number;
}

/** The outlier score of each video that has one. */
export function scoresOf(
  library: Library,
  { definition, asOfMs }: ScoreQuery,
): Map<VideoId, number> {
  const scores = new Map<VideoId, number>();
  for (const group of readGroups(library, { asOfMs })) {
    for (const [at, { id }] of group.videos.entries()) {
      const found = scoreIn(group, at, { definition, interval: false });
      if (typeof found !== 'string') scores.set(id, found.score);
    }
  }
  return scores;
}
