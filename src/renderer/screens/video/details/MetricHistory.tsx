import { lazy, Suspense, useState } from 'react';
import type { VideoDetail } from '../../../../shared/index.ts';
import { formatCount, formatDay } from '../../../client/format.ts';
import { SegmentedControl } from '../../../primitives/SegmentedControl.tsx';
import { Skeleton } from '../../../primitives/StateViews.tsx';
import { ObserveButton } from './ObserveButton.tsx';
import { Part } from './Part.tsx';

// The chart library is only loaded when there is a history to draw.
const MetricChart = lazy(() => import('./MetricChart.tsx'));

const metrics = [
  { value: 'views', label: 'Views' },
  { value: 'likes', label: 'Likes' },
  { value: 'comments', label: 'Comments' },
  { value: 'shares', label: 'Shares' },
  { value: 'saves', label: 'Saves' },
] as const;
type Metric = (typeof metrics)[number]['value'];

/** How the public counts grew, as a chart and, for screen readers, as a table. */
export function MetricHistory({ video }: { video: VideoDetail }): React.JSX.Element {
  const [chosen, setChosen] = useState<Metric>('views');
  const known = metrics.filter(({ value }) =>
    video.metrics.some((each) => each[value] !== undefined),
  );
  const metric = known.find(({ value }) => value === chosen) ?? known[0];
  if (metric === undefined) {
    return (
      <Part title="Metric history">
        <p className="text-ink-3">No counts are known. A link or a metadata file brings them.</p>
        {video.sourceUrl !== undefined && <ObserveButton video={video} />}
      </Part>
    );
  }
  const points = video.metrics.flatMap(({ observedAtMs, ...counts }) => {
    const count = counts[metric.value];
    return count === undefined ? [] : [{ atMs: observedAtMs, count }];
  });
  const first = points[0];
  const last = points.at(-1);
  return (
    <Part title="Metric history">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SegmentedControl
          label="Metric"
          value={metric.value}
          options={known}
          onChange={(value) => setChosen(value)}
        />
        {video.sourceUrl !== undefined && <ObserveButton video={video} />}
      </div>
      <Suspense fallback={<Skeleton className="mt-2 h-36" />}>
        <MetricChart points={points} label={metric.label} />
      </Suspense>
      {first !== undefined && last !== undefined && (
        <p className="mt-1 text-small text-ink-3">
          {formatCount(last.count)} {metric.label.toLowerCase()} on {formatDay(last.atMs)};{' '}
          {points.length} {points.length === 1 ? 'snapshot' : 'snapshots'} since{' '}
          {formatDay(first.atMs)}.
        </p>
      )}
      <table className="sr-only">
        <caption>{metric.label} over time</caption>
        <thead>
          <tr>
            <th scope="col">Observed</th>
            <th scope="col">{metric.label}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ atMs, count }) => (
            <tr key={atMs}>
              <td>{formatDay(atMs)}</td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
