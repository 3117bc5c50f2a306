import type { Batch, BatchRowState } from '../../../../../contract/index.ts';
import { commonMessages } from '../../../../messages/common.ts';
import { teamBatchesMessages } from '../../../../messages/team/teamBatches.ts';
import { SegmentedControl } from '../../../../ui/inputs/SegmentedControl.tsx';
import { EmptyState, ErrorState } from '../../../../ui/StateViews.tsx';
import { RequestList, useShownRange } from '../../RequestList.tsx';
import { OneRow } from './OneRow.tsx';
import { useBatchRows } from './useBatchRows.ts';

const filters: readonly { value: BatchRowState | 'all'; label: string }[] = [
  { value: 'all', label: commonMessages.all },
  { value: 'waiting', label: commonMessages.waiting },
  { value: 'done', label: commonMessages.done },
  { value: 'failed', label: commonMessages.failed },
  { value: 'rejected', label: teamBatchesMessages.batchRows.rejected },
];

/** Every request of a batch in order; each opens to its text and its answer. */
export function BatchRows({
  batch,
  shown,
  onShow,
}: {
  batch: Batch;
  shown: BatchRowState | 'all';
  onShow(shown: BatchRowState | 'all'): void;
}): React.JSX.Element {
  const { progress } = batch;
  const [range, onRange] = useShownRange();
  const count = shown === 'all' ? progress.rows : progress[shown];
  const { rowAt, error } = useBatchRows({
    id: batch.id,
    state: shown === 'all' ? undefined : shown,
    ...range,
    ended: progress.rows - progress.waiting,
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-3 px-5 py-2">
        <SegmentedControl
          label={commonMessages.show}
          value={shown}
          options={filters}
          onChange={onShow}
        />
        <p className="text-small text-ink-3">
          {count.toLocaleString('en')} {count === 1 ? 'request' : 'requests'}
        </p>
      </div>
      {error !== undefined && error !== null ? (
        <ErrorState error={error} />
      ) : count === 0 ? (
        <EmptyState title={teamBatchesMessages.batchRows.none} />
      ) : (
        <RequestList count={count} rowAt={rowAt} onRange={onRange}>
          {(row, opening) => <OneRow kind={batch.kind} row={row} {...opening} />}
        </RequestList>
      )}
    </div>
  );
}
