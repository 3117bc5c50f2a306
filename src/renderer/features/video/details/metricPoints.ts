import type { VideoDetail } from '../../../../contract/index.ts';
import type { Cell } from '../../../client/formats/tableCsv.ts';
import { videoMessages } from '../../../messages/video/video.ts';

const metrics = [
  { value: 'views', label: videoMessages.metricPoints.views },
  { value: 'likes', label: videoMessages.metricPoints.likes },
  { value: 'comments', label: videoMessages.metricPoints.comments },
  { value: 'shares', label: videoMessages.metricPoints.shares },
  { value: 'saves', label: videoMessages.metricPoints.saves },
] as const;
export type Metric = (typeof metrics)[number]['value'];

export interface MetricPoint {
  atMs: number;
  count: number;
}

type Snapshots = VideoDetail['metrics'];

/** Metrics that at least one snapshot has. */
export function knownMetrics(snapshots: Snapshots): { value: Metric; label: string }[] {
  return metrics.filter(({ value }) => snapshots.some((each) => each[value] !== undefined));
}

/** One metric over time, oldest first; snapshots without it are left out. */
export function pointsOf(snapshots: Snapshots, metric: Metric): MetricPoint[] {
  return snapshots
    .flatMap(({ observedAtMs, ...counts }) => {
      const count = counts[metric];
      return count === undefined ? [] : [{ atMs: observedAtMs, count }];
    })
    .sort((a, b) => a.atMs - b.atMs);
}

/** Every snapshot with all of its counts, the oldest first; a count that was not told is empty. */
export function snapshotTable(snapshots: Snapshots): { heads: string[]; rows: Cell[][] } {
  const known = knownMetrics(snapshots);
  return {
    heads: [videoMessages.metricTable.observed, ...known.map(({ label }) => label)],
    rows: snapshots
      .toSorted((one, other) => one.observedAtMs - other.observedAtMs)
      .map((snapshot) => [
        new Date(snapshot.observedAtMs),
        ...known.map(({ value }) => snapshot[value]),
      ]),
  };
}
