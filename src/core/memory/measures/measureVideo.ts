import {
  type Absence,
  engagementVariantSchema,
  hookRulesVersion,
  outlierDefinitionSchema,
  type VideoId,
  type VideoMeasures,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { getVideo } from '../../library/index.ts';
import { isEnglish, patternsOf } from '../patterns/hookRules.ts';
import { readOpenings } from '../patterns/openings.ts';
import { engagementOf } from './engagement.ts';
import { scoreIn } from './listOutliers.ts';
import { readGroups } from './readGroups.ts';
import { freshnessOf, halfLifeOf } from './views/halfLife.ts';
import { snapshotsOf } from './views/snapshotsOf.ts';
import { velocityOf } from './views/velocity.ts';

/**
 * All measures of a video as they were at a moment, by the snapshots up to then. Followers carry no
 * date: of a moment in the past they are not known (`isPast`). Errors: `video.notFound`.
 */
export function measureVideo(
  library: Library,
  { videoId, asOfMs, isPast }: { videoId: VideoId; asOfMs: number; isPast: boolean },
): VideoMeasures {
  const { channelId, publishedAtMs } = getVideo(library, videoId);
  const [group] = readGroups(library, { asOfMs, groupIds: [channelId ?? videoId] });
  const at = group?.videos.findIndex(({ id }) => id === videoId) ?? -1;
  const curve = group?.videos[at]?.curve ?? { observedAtMs: [], views: [], unit: [] };
  const velocity = velocityOf(curve);
  const snapshots = snapshotsOf(library, { videoId, asOfMs });
  const halfLife = halfLifeOf(snapshots, publishedAtMs ?? undefined);
  const followers = isPast ? undefined : followersOf(library, videoId);
  const opening = openingOf(library, videoId);
  return {
    videoId,
    asOfMs,
    snapshots: curve.views.length,
    laterSnapshots: laterSnapshots(library, videoId, asOfMs),
    velocity: measured(velocity === 'no-snapshots' && snapshots.length > 0 ? 'no-views' : velocity),
    outliers: outlierDefinitionSchema.options.map((definition) => ({
      definition,
      result: measured(group === undefined ? 'no-snapshots' : scoreIn(group, at, { definition })),
    })),
    engagement: engagementVariantSchema.options.map((variant) => ({
      variant,
      result: measured(engagementOf(snapshots, variant, followers)),
    })),
    halfLife: measured(halfLife),
    freshness:
      typeof halfLife === 'string' || publishedAtMs === null
        ? { absent: 'no-half-life' }
        : { value: freshnessOf(halfLife, asOfMs - publishedAtMs) },
    ...(opening !== undefined && { opening }),
  };
}

function openingOf(library: Library, videoId: VideoId): VideoMeasures['opening'] {
  const [opening] = readOpenings(library, videoId);
  if (opening === undefined || !isEnglish(opening.language, opening.text)) return undefined;
  const { text, source } = opening;
  return { text, source, patterns: patternsOf(text), rules: hookRulesVersion };
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

function followersOf({ db }: Library, videoId: VideoId): number | undefined {
  const followers = db.$client
    .prepare<[VideoId], number | null>(
      'SELECT followers FROM channels WHERE id = (SELECT channel_id FROM videos WHERE id = ?)',
    )
    .pluck()
    .get(videoId);
  return followers ?? undefined;
}
