import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { VideoDetail } from '../../../../contract/index.ts';
import { formatCount, formatDay } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { SaveChart } from '../../../ui/chart/SaveChart.tsx';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { MetricTable } from './MetricTable.tsx';
import { knownMetrics, type Metric, pointsOf, snapshotTable } from './metricPoints.ts';
import { ObserveButton } from './ObserveButton.tsx';
import { Part } from './Part.tsx';

// The chart library is only loaded when there is a history to draw.
const MetricChart = lazy(() => import('./MetricChart.tsx'));

/** How the public counts grew, as a chart and, for screen readers, as a table. */
export function MetricHistory({ video }: { video: VideoDetail }): React.JSX.Element {
  const [chosen, setChosen] = useState<Metric>('views');
  const chart = useRef<HTMLDivElement>(null);
  const known = knownMetrics(video.metrics);
  const metric = known.find(({ value }) => value === chosen) ?? known[0];
  const name = metric?.value ?? 'views';
  const points = useMemo(() => pointsOf(video.metrics, name), [video.metrics, name]);
  const first = points[0];
  const last = points.at(-1);
  const action = video.sourceUrl === undefined ? undefined : <ObserveButton video={video} />;

  if (metric === undefined || first === undefined || last === undefined) {
    return (
      <Part title={videoMessages.metricHistory.title} action={action}>
        <p className="text-ink-3">
          {action === undefined
            ? videoMessages.metricHistory.none
            : videoMessages.metricHistory.noneYet}
        </p>
      </Part>
    );
  }
  return (
    <Part
      title={videoMessages.metricHistory.title}
      action={
        <span className="flex items-center gap-1">
          {points.length > 1 && (
            <SaveChart
              name={`${video.title}: ${metric.label}`}
              chart={chart}
              table={() => snapshotTable(video.metrics)}
            />
          )}
          {action}
        </span>
      }
    >
      {known.length > 1 && (
        <div className="flex">
          <SegmentedControl
            label={videoMessages.metricHistory.metric}
            value={metric.value}
            options={known}
            onChange={(value) => setChosen(value)}
          />
        </div>
      )}
      {points.length > 1 && (
        <div ref={chart}>
          <Suspense fallback={<Skeleton className="mt-2 h-36" />}>
            <MetricChart points={points} label={metric.label} />
          </Suspense>
        </div>
      )}
      <p className="mt-1 text-small text-ink-3">
        {points.length === 1
          ? videoMessages.metricHistory.one(
              formatCount(last.count),
              metric.label.toLowerCase(),
              formatDay(last.atMs),
            )
          : videoMessages.metricHistory.many(
              points.length,
              formatCount(first.count),
              formatDay(first.atMs),
              formatCount(last.count),
              formatDay(last.atMs),
            )}
      </p>
      <MetricTable points={points} label={metric.label} />
    </Part>
  );
}
