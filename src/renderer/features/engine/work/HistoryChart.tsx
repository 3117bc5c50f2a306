import { lazy, Suspense, useMemo } from 'react';
import { engineMessages } from '../../../messages/work/engine.ts';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { type EngineSample, lineOf } from '../engineHistory.ts';
import { formatRate } from '../engineLabels.ts';

// The chart library is only loaded with the first chart.
const EngineChart = lazy(() => import('./EngineChart.tsx'));

interface HistoryChartProps {
  title: string;
  history: readonly EngineSample[];
  /** Stays the same function between renders. */
  value(sample: EngineSample): number;
  minTop: number;
}

/** One value over the last five minutes, drawn and in words. */
export function HistoryChart({
  title,
  history,
  value,
  minTop,
}: HistoryChartProps): React.JSX.Element {
  const line = useMemo(() => lineOf(history, value), [history, value]);
  const values = history.map(value);
  const now = values.at(-1) ?? 0;
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex items-baseline justify-between gap-2 text-small">
        <span className="text-ink-2">
          {title}
          <span className="sr-only">{engineMessages.historyChart.lastMinutes}</span>
        </span>
        <span className="text-ink-3">
          {engineMessages.historyChart.nowAndMax(
            formatRate(now),
            formatRate(Math.max(0, ...values)),
          )}
        </span>
      </figcaption>
      <Suspense fallback={<Skeleton className="h-28" />}>
        <EngineChart line={line} label={title} minTop={minTop} />
      </Suspense>
    </figure>
  );
}
