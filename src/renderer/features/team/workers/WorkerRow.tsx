import type { TeamWorker } from '../../../../contract/index.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { teamWorkersMessages } from '../../../messages/team/teamWorkers.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { paceLabel, statusBadge, workLabel } from './workerLabels.ts';

/** One worker: whether it is there, what it answers, and how fast. */
export function WorkerRow({ worker }: { worker: TeamWorker }): React.JSX.Element {
  const { name, role, startedAtMs } = worker;
  const { label, tone } = statusBadge(worker);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_96px_minmax(0,280px)] items-center gap-x-3 px-4 py-2 @min-[1400px]:grid-cols-[minmax(0,1fr)_120px_minmax(0,560px)]">
      <div className="min-w-0">
        <p
          dir="auto"
          className="truncate text-body text-ink"
          title={teamWorkersMessages.workerRow.since(role, formatDayAndTime(startedAtMs))}
        >
          {name}
        </p>
        <p className="truncate text-small text-ink-3" title={workLabel(worker)}>
          {workLabel(worker)}
        </p>
      </div>
      <span className="flex">
        <Badge tone={tone}>{label}</Badge>
      </span>
      <p className="truncate text-small text-ink-2 tabular-nums">{paceLabel(worker)}</p>
    </div>
  );
}
