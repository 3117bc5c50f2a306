import { Link } from 'wouter';
import type { Batch } from '../../../../contract/index.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { teamBatchesMessages } from '../../../messages/team/teamBatches.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { BatchActionButtons } from './BatchActionButtons.tsx';
import {
  failureLabel,
  fractionOf,
  kindLabels,
  placeLabel,
  progressLabel,
  statusBadge,
} from './batchLabels.ts';
import type { BatchActions } from './useBatches.ts';
import { WaitingReason } from './WaitingReason.tsx';

/** One batch: how far it is, what stops it, and what can be done. */
export function BatchRow({
  batch,
  actions,
}: {
  batch: Batch;
  actions: BatchActions;
}): React.JSX.Element {
  const { label, tone } = statusBadge(batch);
  const trouble = failureLabel(batch);
  const { id, name, kind, place, state, waitingFor, createdAtMs } = batch;
  return (
    <div className="px-4 py-2">
      <div className="grid grid-cols-[minmax(0,1fr)_76px_minmax(150px,260px)_92px] items-center gap-x-3 @min-[1400px]:grid-cols-[minmax(0,1fr)_120px_minmax(0,560px)_92px]">
        <div className="min-w-0">
          <p dir="auto" className="truncate text-body text-ink" title={name}>
            <Link href={`/team/batch/${id}`} className="hover:text-accent-ink hover:underline">
              {name}
            </Link>
          </p>
          <p className="truncate text-small text-ink-3">
            {kindLabels[kind]} · {placeLabel(place)} · {formatDayAndTime(createdAtMs)}
          </p>
        </div>
        <span className="flex">
          <Badge tone={tone}>{label}</Badge>
        </span>
        <div className="flex flex-col gap-1.5">
          <ProgressBar
            label={teamBatchesMessages.batchRow.progress(name)}
            fraction={fractionOf(batch)}
            tone={state === 'running' && waitingFor === undefined ? 'accent' : 'still'}
          />
          <p className="h-4 truncate text-small text-ink-3">
            {progressLabel(batch)}
            {trouble !== '' && <span className="text-bad"> · {trouble}</span>}
          </p>
        </div>
        <BatchActionButtons batch={batch} actions={actions} />
      </div>
      {waitingFor !== undefined && (
        <p className="mt-1 text-small text-caution [overflow-wrap:anywhere]">
          <WaitingReason waitingFor={waitingFor} />
        </p>
      )}
    </div>
  );
}
