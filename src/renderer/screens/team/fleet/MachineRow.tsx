import type { Machine } from '../../../../shared/index.ts';
import { formatDayAndTime } from '../../../client/format.ts';
import { Badge } from '../../../primitives/Badge.tsx';
import { paceWords, standingOf, workWords } from './fleetWords.ts';

/** One machine: whether it is there, what it answers, and how fast. */
export function MachineRow({ machine }: { machine: Machine }): React.JSX.Element {
  const { name, role, startedAtMs } = machine;
  const { word, tone } = standingOf(machine);
  return (
    <li
      aria-label={name}
      className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,260px)] items-center gap-x-3 px-4 py-2"
    >
      <div className="min-w-0">
        <p
          dir="auto"
          className="truncate text-body text-ink"
          title={`${role}, since ${formatDayAndTime(startedAtMs)}`}
        >
          {name}
        </p>
        <p className="truncate text-small text-ink-3" title={workWords(machine)}>
          {workWords(machine)}
        </p>
      </div>
      <Badge tone={tone}>{word}</Badge>
      <p className="truncate text-right text-small text-ink-2 tabular-nums">{paceWords(machine)}</p>
    </li>
  );
}
