import { formatDayAndTime } from '../../../../client/formats/format.ts';
import { experimentsMessages } from '../../../../messages/growth/experiments.ts';
import { ChartTable } from '../../../../ui/chart/ChartTable.tsx';
import { formatLift } from '../../formatExperiment.ts';
import type { TimelineRow } from './timelineRows.ts';

const { timeline: texts, intervals } = experimentsMessages;

/** The estimates in numbers, the newest first. */
export function TimelineTable({
  rows,
  controlId,
  variantId,
}: {
  rows: readonly TimelineRow[];
  controlId: string;
  variantId: string;
}): React.JSX.Element {
  const head = [
    ...[texts.time, texts.n(controlId), texts.n(variantId)],
    ...[texts.lift, texts.fixed, texts.always],
  ];
  return (
    <ChartTable caption={texts.title} head={head} leftColumns={1} className="h-[240px]">
      {rows.toReversed().map(({ atMs, control, variant, lift, ...bounds }) => (
        <tr key={atMs} className="border-t border-line text-right">
          <td className="h-6 text-left">{formatDayAndTime(atMs)}</td>
          <td>{control.n.toLocaleString('en')}</td>
          <td>{variant.n.toLocaleString('en')}</td>
          <td>{lift === undefined ? '–' : formatLift(lift)}</td>
          <td>{spanText(bounds.interval)}</td>
          <td>{spanText(bounds.sequentialInterval)}</td>
        </tr>
      ))}
    </ChartTable>
  );
}

function spanText(span: readonly [number, number] | undefined): string {
  return span === undefined ? '–' : intervals.interval(formatLift(span[0]), formatLift(span[1]));
}
