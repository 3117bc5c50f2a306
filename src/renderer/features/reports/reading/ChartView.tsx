import { lazy, Suspense, useMemo, useRef } from 'react';
import type { ReportChart } from '../../../../contract/index.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { SaveChart } from '../../../ui/chart/SaveChart.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { groupBins } from '../../trends/chart/groupBins.ts';
import { formatKnown, formatNumber } from '../formatReport.ts';

// The chart library is only loaded when there is a curve to draw.
const TopicChart = lazy(() => import('../../trends/chart/TopicChart.tsx'));

/** Four bins a bar, as in lists of topics: 42 bars. */
const binsEach = 4;

/** A small chart of a report. */
export function ChartView({ chart }: { chart: ReportChart }): React.JSX.Element {
  if (chart.kind === 'time') return <TimeChart chart={chart} />;
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="text-small font-medium text-ink-2">{chart.name}</figcaption>
      <IntervalsChart chart={chart} />
    </figure>
  );
}

function TimeChart({
  chart,
}: {
  chart: Extract<ReportChart, { kind: 'time' }>;
}): React.JSX.Element {
  const { values, startMs, binMs, windowStartMs, shape, name } = chart;
  const drawn = useRef<HTMLDivElement>(null);
  const groups = useMemo(
    () => groupBins(values, { startMs, binMs }, [], binsEach),
    [values, startMs, binMs],
  );
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="flex items-center justify-between gap-2 text-small font-medium text-ink-2">
        {name}
        <SaveChart
          name={name}
          chart={drawn}
          table={() => ({
            heads: [trendsMessages.topic.from, trendsMessages.topic.until, name],
            rows: groupBins(values, { startMs, binMs }, [], 1).map(({ fromMs, toMs, count }) => [
              ...[new Date(fromMs), new Date(toMs), count],
            ]),
          })}
        />
      </figcaption>
      <div ref={drawn} role="img" aria-label={name} title={reportsMessages.reading.windowNote}>
        <Suspense fallback={<Skeleton className="h-[160px]" />}>
          <TopicChart
            groups={groups}
            bursts={noBursts}
            windowStartMs={windowStartMs}
            label={name}
            kind={shape}
            heightPixels={160}
          />
        </Suspense>
      </div>
    </figure>
  );
}

/** One array, so that the chart is not drawn again. */
const noBursts: readonly [] = [];

/** A dot for each name, on the line of its interval. */
function IntervalsChart({
  chart,
}: {
  chart: Extract<ReportChart, { kind: 'intervals' }>;
}): React.JSX.Element {
  const { points, unit } = chart;
  const ends = points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const least = Math.min(0, ...ends);
  const span = Math.max(...ends, least) - least || 1;
  const percent = (value: number): number => ((value - least) / span) * 100;
  return (
    <ul className="flex max-w-[720px] flex-col gap-0.5">
      {points.map((point) => {
        const { name, value, low = value, high = value } = point;
        return (
          <li
            key={name}
            title={formatKnown(point, unit)}
            className="grid grid-cols-[minmax(96px,200px)_minmax(0,1fr)_64px] items-center gap-3 text-small"
          >
            <span dir="auto" className="truncate text-ink-2" title={name}>
              {name}
            </span>
            <span aria-hidden="true" className="relative h-4 border-l border-line">
              <span
                className="absolute top-1/2 h-1 -translate-y-1/2 rounded-round bg-line-strong"
                style={{
                  left: `${percent(low)}%`,
                  width: `${Math.max(0.5, percent(high) - percent(low))}%`,
                }}
              />
              <span
                className="absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rounded-round bg-accent"
                style={{ left: `${percent(value)}%` }}
              />
            </span>
            <span className="text-right text-ink tabular-nums">{formatNumber(value, unit)}</span>
          </li>
        );
      })}
    </ul>
  );
}
