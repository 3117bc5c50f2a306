import { Download } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ExperimentPoint, ShownExperiment } from '../../../../../contract/index.ts';
import { saveFile } from '../../../../client/files/saveFile.ts';
import { experimentsMessages } from '../../../../messages/growth/experiments.ts';
import { IconButton } from '../../../../ui/IconButton.tsx';
import { SegmentedControl } from '../../../../ui/inputs/SegmentedControl.tsx';
import { Select } from '../../../../ui/inputs/Select.tsx';
import { Panel } from '../../../../ui/Panel.tsx';
import { Skeleton } from '../../../../ui/StateViews.tsx';
import { minimumLift } from '../intervals/liftRange.ts';
import { TimelineTable } from './TimelineTable.tsx';
import { timelineCsv, timelineRows } from './timelineRows.ts';

// The chart library is only loaded when there is a curve to draw.
const TimelineChart = lazy(() => import('./TimelineChart.tsx'));

const texts = experimentsMessages.timeline;
type View = 'chart' | 'table';
const views: readonly { value: View; label: string }[] = [
  { value: 'chart', label: texts.chart },
  { value: 'table', label: texts.table },
];

/** A variant's estimates as they came to be, with the band that holds at every look. */
export function Timeline({
  experiment: { spec, stopRule },
  points,
}: {
  experiment: ShownExperiment;
  points: readonly ExperimentPoint[];
}): React.JSX.Element {
  const compared = spec.variants.slice(1);
  const [chosen, setChosen] = useState(compared[0]?.id ?? '');
  const [view, setView] = useState<View>('chart');
  const rows = useMemo(() => timelineRows(points, chosen), [points, chosen]);
  const minimum = minimumLift(spec.metric, stopRule?.minimumEffect ?? spec.minimumEffect);
  const isTold = rows.some(({ lift }) => lift !== undefined);
  return (
    <Panel
      title={texts.title}
      {...(view === 'chart' && isTold && { note: texts.legend })}
      actions={
        <>
          {compared.length > 1 && (
            <Select
              label={texts.variant}
              hideLabel
              value={chosen}
              options={compared.map(({ id }) => ({ value: id, label: id }))}
              onChange={setChosen}
            />
          )}
          <SegmentedControl
            label={texts.view}
            value={view}
            options={views}
            onChange={(next) => setView(next)}
          />
          <IconButton
            label={texts.save}
            icon={<Download size={14} />}
            onClick={() =>
              saveFile(
                texts.fileName(spec.name),
                timelineCsv(
                  points,
                  spec.variants.map(({ id }) => id),
                ),
              )
            }
          />
        </>
      }
    >
      {view === 'table' ? (
        <TimelineTable rows={rows} controlId={spec.variants[0]?.id ?? ''} variantId={chosen} />
      ) : isTold ? (
        <div role="img" aria-label={texts.label(chosen, rows.length)}>
          <Suspense fallback={<Skeleton className="h-[240px]" />}>
            <TimelineChart points={points} variantId={chosen} minimum={minimum} />
          </Suspense>
        </div>
      ) : (
        <p className="flex h-[240px] items-center justify-center text-ink-3">{texts.none}</p>
      )}
    </Panel>
  );
}
