import type {
  Absence,
  Estimate,
  OutlierDefinition,
  OutlierScore,
} from '../../../contract/index.ts';
import { bootstrapMean } from './estimates/bootstrapMean.ts';
import { medianBounds, medianOfSorted } from './estimates/medianInterval.ts';
import type { MeasuredVideo } from './measuredGroup.ts';
import { comparedViews } from './views/comparedViews.ts';
import { viewsOf } from './views/viewCurve.ts';

/** Fewer other videos than this say nothing of what is usual. */
export const minComparedVideos = 5;

/**
 * How far a video stands out of its channel by a definition, or why that cannot be said.
 * `channel`: all videos of its channel, in the order of their publication, those without a date last.
 * The interval is left out (`low` and `high` are the score) when only the order is wanted.
 */
export function outlierScoreOf(
  channel: readonly MeasuredVideo[],
  at: number,
  { definition, interval = true }: { definition: OutlierDefinition; interval?: boolean },
): OutlierScore | Absence {
  const views = newestViews(channel[at]);
  if (views === undefined) return 'no-snapshots';
  const compared = comparedViews(channel, at, definition);
  if (typeof compared === 'string') return compared;
  const n = compared.length;
  if (n < minComparedVideos) {
    const others = channel.filter(({ curve }) => curve.views.length > 0).length - 1;
    const isOfAge = definition === 'channel-median-same-age-v1' && others >= minComparedVideos;
    return isOfAge ? 'too-few-at-same-age' : 'too-few-videos';
  }
  const usual =
    definition === 'mean-of-ten-neighbours-v1'
      ? meanOf(compared, interval)
      : medianOf(compared, interval);
  if (usual.value <= 0) return 'median-is-zero';
  const scale = scales[definition];
  const score = scale(views.value / usual.value);
  if (!interval) return { score, low: score, high: score, n, definition };
  return {
    score,
    low: scale(views.low / Math.max(1, usual.high)),
    // A median of less than one view is as good as none.
    high: scale(views.high / Math.max(1, usual.low)),
    n,
    definition,
  };
}

const scales: Record<OutlierDefinition, (ratio: number) => number> = {
  'channel-median-same-age-v1': (ratio) => ratio,
  'mean-of-ten-neighbours-v1': (ratio) => ratio,
  'channel-median-minus-one-v1': (ratio) => ratio - 1,
  'median-of-30-days-x100-v1': (ratio) => ratio * 100,
};

export function newestViews(video: MeasuredVideo | undefined): Estimate | undefined {
  return video && viewsOf(video.curve, video.curve.views.length - 1);
}

/** With what rounding and interpolation leave open: the lows bound it from below, the highs above. */
function medianOf(compared: readonly Estimate[], interval: boolean): Estimate {
  const values = sorted(compared, 'value');
  const value = medianOfSorted(values);
  if (!interval) return { value, low: value, high: value };
  const bounds = medianBounds(compared.length);
  const isExact = compared.every(({ low, high }) => low === high);
  const lows = isExact ? values : sorted(compared, 'low');
  const highs = isExact ? values : sorted(compared, 'high');
  return { value, low: lows[bounds.low] ?? value, high: highs[bounds.high] ?? value };
}

function meanOf(compared: readonly Estimate[], interval: boolean): Estimate {
  const value = compared.reduce((sum, each) => sum + each.value, 0) / compared.length;
  if (!interval) return { value, low: value, high: value };
  return {
    value,
    low: bootstrapMean(compared.map(({ low }) => low)).low,
    high: bootstrapMean(compared.map(({ high }) => high)).high,
  };
}

function sorted(compared: readonly Estimate[], bound: keyof Estimate): Float64Array {
  return Float64Array.from(compared, (each) => each[bound]).sort();
}
