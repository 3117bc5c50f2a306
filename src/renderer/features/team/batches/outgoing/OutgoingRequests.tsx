import { skipToken, useQuery } from '@tanstack/react-query';
import type { Batch } from '../../../../../contract/index.ts';
import { useApi } from '../../../../client/api.ts';
import { teamBatchesMessages } from '../../../../messages/team/teamBatches.ts';
import { ErrorLine, Skeleton } from '../../../../ui/StateViews.tsx';
import { OutgoingFigure } from './OutgoingFigure.tsx';

const shownRequests = 3;

/** The first requests that wait for somebody, as they would be sent. */
export function OutgoingRequests({
  isFor,
}: {
  /** Whether a batch's requests would be sent there. */
  isFor(batch: Batch): boolean;
}): React.JSX.Element {
  const { procedures } = useApi();
  const batches = useQuery(procedures.batches.list.queryOptions({ input: {} }));
  const waiting = (batches.data?.batches ?? []).filter(
    (each) => each.progress.waiting > 0 && isFor(each),
  );
  const [batch] = waiting;
  const rows = useQuery(
    procedures.batches.rows.queryOptions({
      input:
        batch === undefined ? skipToken : { id: batch.id, state: 'waiting', limit: shownRequests },
    }),
  );
  const error = batches.error ?? rows.error;
  if (error !== null) return <ErrorLine error={error} />;
  if (batches.data === undefined || (batch !== undefined && rows.data === undefined)) {
    return <Skeleton className="h-24" />;
  }
  if (batch === undefined) {
    return <p className="text-ink-2">{teamBatchesMessages.outgoingRequests.none}</p>;
  }
  const total = waiting.reduce((sum, { progress }) => sum + progress.waiting, 0);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-2">
        {teamBatchesMessages.outgoingRequests.waiting(total, batch.name)}
      </p>
      {rows.data?.rows.map(({ customId, request }) => (
        <OutgoingFigure key={customId} title={customId} kind={batch.kind} body={request} />
      ))}
    </div>
  );
}
