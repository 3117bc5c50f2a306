import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { TopicDetail } from '../../../../contract/index.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { SaveChart } from '../../../ui/chart/SaveChart.tsx';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Skeleton } from '../../../ui/StateViews.tsx';
import { CurveTable } from '../chart/CurveTable.tsx';
import { curveTable } from '../chart/curveTable.ts';
import { groupBins } from '../chart/groupBins.ts';

// The chart library is only loaded when there is a curve to draw.
const TopicChart = lazy(() => import('../chart/TopicChart.tsx'));

const texts = trendsMessages.topic;
type Measure = 'posts' | 'gains';
type View = 'chart' | 'table';

const measures: readonly { value: Measure; label: string }[] = [
  { value: 'posts', label: texts.posts },
  { value: 'gains', label: texts.gains },
];
const views: readonly { value: View; label: string }[] = [
  { value: 'chart', label: texts.chart },
  { value: 'table', label: texts.table },
];
/** Two bins a bar: 84 of them. */
const binsEach = 2;

/** What was published and what was gained, bin by bin, with the bursts; as a chart or in numbers. */
export function Curve({ detail }: { detail: TopicDetail }): React.JSX.Element {
  const [measure, setMeasure] = useState<Measure>('posts');
  const [view, setView] = useState<View>('chart');
  const chart = useRef<HTMLDivElement>(null);
  const { bins, topic, gains, windowStartMs } = detail;
  const counts = measure === 'posts' ? topic.posts : gains;
  const groups = useMemo(
    () => groupBins(counts, bins, topic.bursts, binsEach),
    [counts, bins, topic.bursts],
  );
  const isEmpty = measure === 'gains' && gains.every((gain) => gain === 0);
  return (
    <Panel
      title={texts.curve}
      actions={
        <>
          {view === 'chart' && (
            <SegmentedControl
              label={texts.measure}
              value={measure}
              options={measures}
              onChange={(next) => setMeasure(next)}
            />
          )}
          <SegmentedControl
            label={texts.view}
            value={view}
            options={views}
            onChange={(next) => setView(next)}
          />
          <SaveChart
            name={`${topic.label}: ${measure === 'posts' ? texts.posts : texts.gains}`}
            chart={chart}
            table={() => curveTable(detail)}
          />
        </>
      }
    >
      {view === 'table' ? (
        <CurveTable detail={detail} />
      ) : isEmpty ? (
        <p className="flex h-[220px] items-center justify-center text-ink-3">{texts.noGains}</p>
      ) : (
        <div ref={chart}>
          <Suspense fallback={<Skeleton className="h-[220px]" />}>
            <TopicChart
              groups={groups}
              bursts={topic.bursts}
              windowStartMs={windowStartMs}
              label={measure === 'posts' ? texts.posts : texts.gains}
              kind={measure === 'posts' ? 'bars' : 'area'}
            />
          </Suspense>
        </div>
      )}
    </Panel>
  );
}
