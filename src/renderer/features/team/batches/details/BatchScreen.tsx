import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'wouter';
import {
  type Batch,
  type BatchId,
  type BatchRowState,
  batchIdSchema,
} from '../../../../../contract/index.ts';
import { useApi } from '../../../../client/api.ts';
import { formatDayAndTime } from '../../../../client/formats/format.ts';
import { teamBatchesMessages } from '../../../../messages/team/teamBatches.ts';
import { Badge } from '../../../../ui/Badge.tsx';
import { ProgressBar } from '../../../../ui/ProgressBar.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../../ui/StateViews.tsx';
import { BatchActionButtons } from '../BatchActionButtons.tsx';
import {
  fractionOf,
  kindLabels,
  placeLabel,
  progressLabel,
  statusBadge,
  tokenLabel,
} from '../batchLabels.ts';
import { useBatchActions, useBatches } from '../useBatches.ts';
import { WaitingReason } from '../WaitingReason.tsx';
import { BatchErrors } from './BatchErrors.tsx';
import { BatchRows } from './BatchRows.tsx';
import { SaveAnswers } from './SaveAnswers.tsx';

/** A batch: how far it is, what went wrong, and each request with its answer. */
export default function BatchScreen(): React.JSX.Element {
  const { batchId } = useParams();
  const id = batchIdSchema.safeParse(batchId);
  if (!id.success) return <Gone />;
  return <OneBatch id={id.data} />;
}

function OneBatch({ id }: { id: BatchId }): React.JSX.Element {
  const { procedures } = useApi();
  const { batches } = useBatches();
  const { data, error, refetch } = useQuery(procedures.batches.get.queryOptions({ input: { id } }));
  const batch = batches?.find((each) => each.id === id) ?? data?.batch;
  const ended = batch === undefined ? 0 : batch.progress.rows - batch.progress.waiting;
  // The watch tells how far it is; what went wrong is read anew when rows have ended.
  useEffect(() => {
    if (ended > 0) void refetch();
  }, [ended, refetch]);
  if (error !== null) {
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  }
  if (batch === undefined || data === undefined) {
    return (
      <div aria-busy="true" className="flex flex-col gap-4 px-6 py-6">
        <Skeleton className="h-16" />
        <Skeleton className="h-96" />
      </div>
    );
  }
  // Removed meanwhile: the watch knows all that there are, up to a hundred.
  if (batches !== undefined && batches.length < 100 && !batches.includes(batch)) return <Gone />;
  return <Details batch={batch} errors={data.errors} />;
}

function Details({
  batch,
  errors,
}: {
  batch: Batch;
  errors: React.ComponentProps<typeof BatchErrors>['errors'];
}): React.JSX.Element {
  const actions = useBatchActions();
  const [shown, setShown] = useState<BatchRowState | 'all'>('all');
  const { name, kind, place, createdAtMs, finishedAtMs, waitingFor, state } = batch;
  const { label, tone } = statusBadge(batch);
  return (
    <div className="flex h-full flex-col">
      <header className="flex flex-col gap-2 border-b border-line px-5 py-3">
        <div className="flex items-center gap-3">
          <Link
            href="/team/batches"
            aria-label={teamBatchesMessages.batchScreen.back}
            className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
          >
            <ArrowLeft size={15} />
          </Link>
          <h1 dir="auto" className="min-w-0 truncate text-lead font-semibold" title={name}>
            {name}
          </h1>
          <Badge tone={tone}>{label}</Badge>
          <div className="flex-1" />
          <SaveAnswers batch={batch} />
          <BatchActionButtons batch={batch} actions={actions} />
        </div>
        <div className="flex items-center gap-4">
          <ProgressBar
            label={teamBatchesMessages.batchScreen.progress(name)}
            fraction={fractionOf(batch)}
            tone={state === 'running' && waitingFor === undefined ? 'accent' : 'still'}
            className="w-60"
          />
          <p className="truncate text-small text-ink-2">{progressLabel(batch)}</p>
        </div>
        <p className="text-small text-ink-3">
          {teamBatchesMessages.batchScreen.facts(
            kindLabels[kind],
            placeLabel(place),
            tokenLabel(batch),
            formatDayAndTime(createdAtMs),
          )}
          {finishedAtMs !== undefined &&
            teamBatchesMessages.batchScreen.ended(formatDayAndTime(finishedAtMs))}
          {state === 'running' &&
            teamBatchesMessages.batchScreen.inProgress(
              batch.progress.inFlight,
              batch.progress.concurrency,
            )}
        </p>
        {waitingFor !== undefined && (
          <p
            role="status"
            className="rounded-control bg-caution-soft px-3 py-2 [overflow-wrap:anywhere] text-caution"
          >
            <WaitingReason waitingFor={waitingFor} />
          </p>
        )}
        {errors.length > 0 && <BatchErrors errors={errors} />}
      </header>
      <BatchRows batch={batch} shown={shown} onShow={setShown} />
    </div>
  );
}

function Gone(): React.JSX.Element {
  return (
    <EmptyState
      title={teamBatchesMessages.batchScreen.gone}
      actions={
        <Link href="/team/batches" className="text-accent-ink underline">
          {teamBatchesMessages.batchScreen.back}
        </Link>
      }
    >
      {teamBatchesMessages.batchScreen.goneExplanation}
    </EmptyState>
  );
}
