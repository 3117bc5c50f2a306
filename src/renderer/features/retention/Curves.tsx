import { Download } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { saveFile } from '../../client/files/saveFile.ts';
import { retentionMessages } from '../../messages/growth/retention.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { SegmentedControl } from '../../ui/inputs/SegmentedControl.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/StateViews.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { Term } from '../experiments/Term.tsx';
import { curveStyles } from './curveStyles.ts';
import { curvesCsv, type Group, mostCurves } from './curvesOf.ts';

// The chart library is only loaded when there is a curve to draw.
const SurvivalChart = lazy(() => import('./SurvivalChart.tsx'));

const texts = retentionMessages.curves;
type View = 'chart' | 'table';
const views: readonly { value: View; label: string }[] = [
  { value: 'chart', label: texts.chart },
  { value: 'table', label: texts.table },
];

/** The share that is still there over time, by group, with bands; as curves or in numbers. */
export function Curves({
  groups,
  unit,
}: {
  groups: readonly Group[];
  unit: string;
}): React.JSX.Element {
  const [view, setView] = useState<View>('chart');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const names = groups.map(({ group }) => group);
  const wanted = names.filter((name) => !hidden.has(name));
  const shown = useMemo(
    () => groups.filter(({ group }) => !hidden.has(group)).slice(0, mostCurves),
    [groups, hidden],
  );
  const toggle = (name: string): void => {
    const next = new Set(hidden);
    if (shown.some(({ group }) => group === name)) next.add(name);
    else {
      next.delete(name);
      // Those that did not fit give way to the one that was asked for.
      for (const other of wanted.slice(mostCurves - 1)) if (other !== name) next.add(other);
    }
    setHidden(next);
  };
  return (
    <Panel
      title={texts.title}
      actions={
        <>
          <SegmentedControl
            label={texts.view}
            value={view}
            options={views}
            onChange={(next) => setView(next)}
          />
          <IconButton
            label={texts.save}
            icon={<Download size={14} />}
            onClick={() => saveFile(texts.fileName, curvesCsv(groups, texts.columns))}
          />
        </>
      }
    >
      {view === 'table' ? (
        <CurveTable groups={groups} unit={unit} />
      ) : (
        <>
          <div role="img" aria-label={texts.label}>
            <Suspense fallback={<Skeleton className="h-[320px]" />}>
              <SurvivalChart groups={shown} unit={unit} />
            </Suspense>
          </div>
          <fieldset className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
            <legend className="sr-only">{texts.shown}</legend>
            {names.map((name) => {
              const at = shown.findIndex(({ group }) => group === name);
              return (
                <label key={name} className="flex items-center gap-1.5 text-small text-ink-2">
                  <input
                    type="checkbox"
                    aria-label={texts.show(name)}
                    className="accent-accent"
                    checked={at >= 0}
                    onChange={() => toggle(name)}
                  />
                  {at >= 0 && <LineSample at={at} />}
                  <bdi>{name}</bdi>
                </label>
              );
            })}
          </fieldset>
          <p className="mt-1 text-small text-ink-3">
            <Term meaning={texts.meaning}>{texts.left}</Term>
            {names.length > mostCurves && ` · ${texts.most(mostCurves)}`}
          </p>
        </>
      )}
    </Panel>
  );
}

/** A piece of the line, because colour alone tells nothing to some people. */
function LineSample({ at }: { at: number }): React.JSX.Element {
  const { token, dash } = curveStyles[at % curveStyles.length] ?? { token: '--ink', dash: [] };
  return (
    <svg width="22" height="6" aria-hidden="true">
      <line
        x1="0"
        x2="22"
        y1="3"
        y2="3"
        strokeWidth="2"
        strokeDasharray={dash.join(' ')}
        style={{ stroke: `var(${token})` }}
      />
    </svg>
  );
}

const tracks = 'grid grid-cols-6 gap-2 px-2';

function CurveTable({
  groups,
  unit,
}: {
  groups: readonly Group[];
  unit: string;
}): React.JSX.Element {
  const rows = useMemo(
    () => groups.flatMap(({ group, points }) => points.map((point) => ({ group, ...point }))),
    [groups],
  );
  const head = [texts.group, unit, texts.atRisk, texts.ended, texts.left, texts.band];
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return (
    <div className="text-small">
      <div aria-hidden="true" className={`${tracks} h-6 font-medium text-ink-2`}>
        {head.map((name, at) => (
          <span key={name} className={at === 0 ? '' : 'text-right'}>
            {name}
          </span>
        ))}
      </div>
      <VirtualList
        label={texts.title}
        count={rows.length}
        rowHeight={24}
        focusable
        className="h-[344px]"
        nameAt={(index) => {
          const row = rows[index];
          if (row === undefined) return undefined;
          const { group, time, atRisk, ended, survival, low, high } = row;
          const cells = [group, time, atRisk, ended, percent(survival)];
          return [...cells, `${percent(low)} – ${percent(high)}`]
            .map((cell, at) => `${head[at]}: ${cell}`)
            .join(', ');
        }}
      >
        {(index) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div className={`${tracks} h-6 items-center text-right text-ink`}>
              <bdi className="truncate text-left">{row.group}</bdi>
              <span>{Number(row.time.toPrecision(6))}</span>
              <span>{row.atRisk.toLocaleString('en')}</span>
              <span>{row.ended.toLocaleString('en')}</span>
              <span>{percent(row.survival)}</span>
              <span className="text-ink-2">
                {retentionMessages.groups.interval(percent(row.low), percent(row.high))}
              </span>
            </div>
          );
        }}
      </VirtualList>
    </div>
  );
}
