import {
  type Absence,
  outlierDefinitionSchema,
  type VideoId,
  type VideoMeasures,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { getVideo } from '../../library/index.ts';
import { scoreIn } from './listOutliers.ts';
import { readGroups } from './readGroups.ts';
import { velocityOf } from './velocity.ts';

/**
 * All measures of a video as they were at a moment, by the snapshots up to then. Errors:
 * `video.notFound`.
 */
export function measureVideo(
  library: Library,
  { videoId, asOfMs }: { videoId: VideoId; asOfMs: number },
): VideoMeasures {
  const { channelId } = getVideo(library, videoId);
  const [group] = readGroups(library, { asOfMs, groupIds: [channelId ?? videoId] });
  const at = group?.videos.findIndex(({ id }) => id === videoId) ?? -1;
  const curve = group?.videos[at]?.curve ?? { observedAtMs: [], views: [], unit: [] };
  return {
    videoId,
    asOfMs,
    snapshots: curve.views.length,
    laterSnapshots: laterSnapshots(library, videoId, asOfMs),
    velocity: measured(velocityOf(curve)),
    outliers: outlierDefinitionSchema.options.map((definition) => ({
      definition,
      result: measured(group === undefined ? 'no-snapshots' : scoreIn(group, at, { definition })),
    })),
  };
}

/** A measure, or why there is none, as the contract has it. */
function measured<Value extends object>(
  found: Value | Absence,
): { value: Value } | { absent: Absence } {
  return typeof found === 'string' ? { absent: found } : { value: found };
}

function laterSnapshots({ db }: Library, videoId: VideoId, asOfMs: number): number {
  return (
    db.$client
      .prepare<[VideoId, number], number>(
        'SELECT count(*) FROM metric_snapshots WHERE video_id = ? AND observed_at_ms > ?',
      )
      .pluck()
      .get(videoId, asOfMs) ?? 0
  );
}
