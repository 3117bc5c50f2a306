import { lazy, Suspense, useMemo, useState } from 'react';
import type { VideoDetail } from '../../../../contract/index.ts';
import { formatCount, formatDay } from '../../../client/format.ts';
import { SegmentedControl } from '../../../ui/SegmentedControl.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { MetricTable } from './MetricTable.tsx';
import { knownMetrics, type Metric, pointsOf } from './metricPoints.ts';
import { ObserveButton } from './ObserveButton.tsx';
import { Part } from './Part.tsx';

// The chart library is only loaded when there is a history to draw.
const MetricChart = lazy(() => import('./MetricChart.tsx'));

/** How the public counts grew, as a chart and, for screen readers, as a table. */
export function MetricHistory({ video }: { video: VideoDetail }): React.JSX.Element {
  const [chosen, setChosen] = useState<Metric>('views');
  const known = knownMetrics(video.metrics);
  const metric = known.find(({ value }) => value === chosen) ?? known[0];
  const name = metric?.value ?? 'views';
  const points = useMemo(() => pointsOf(video.metrics, name), [video.metrics, name]);
  const first = points[0];
  const last = points.at(-1);
  const action = video.sourceUrl === undefined ? undefined : <ObserveButton video={video} />;

  if (metric === undefined || first === undefined || last === undefined) {
    return (
      <Part title="Metric history" action={action}>
        <p className="text-ink-3">
          {action === undefined
            ? 'No counts are known. They come with a video that is added by its link, or from a metadata file beside it.'
            : 'No counts are known yet.'}
        </p>
      </Part>
    );
  }
  return (
    <Part title="Metric history" action={action}>
      {known.length > 1 && (
        <div className="flex">
          <SegmentedControl
            label="Metric"
            value={metric.value}
            options={known}
            onChange={(value) => setChosen(value)}
          />
        </div>
      )}
      {points.length > 1 && (
        <Suspense fallback={<Skeleton className="mt-2 h-36" />}>
          <MetricChart points={points} label={metric.label} />
        </Suspense>
      )}
      <p className="mt-1 text-small text-ink-3">
        {points.length === 1
          ? `One snapshot: ${formatCount(last.count)} ${metric.label.toLowerCase()} on ${formatDay(last.atMs)}.`
          : `${points.length} snapshots, first ${formatCount(first.count)} on ${formatDay(first.atMs)}, last ${formatCount(last.count)} on ${formatDay(last.atMs)}.`}
      </p>
      <MetricTable points={points} label={metric.label} />
    </Part>
  );
}
