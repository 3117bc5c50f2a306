import { Layers } from 'lucide-react';
import { useState } from 'react';
import { teamBatchesMessages } from '../../../messages/team/teamBatches.ts';
import { Button } from '../../../ui/Button.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import { BatchRow } from './BatchRow.tsx';
import { NewBatchDialog } from './NewBatchDialog.tsx';
import { type KnownBatches, useBatchActions } from './useBatches.ts';

/** The batches, newest first. */
export function BatchesPanel({
  known: { batches, error, retry },
}: {
  known: KnownBatches;
}): React.JSX.Element {
  const actions = useBatchActions();
  const [making, setMaking] = useState(false);
  return (
    <Panel
      title={teamBatchesMessages.batchesPanel.title}
      className="min-h-0"
      actions={
        <Button size="small" onClick={() => setMaking(true)}>
          {teamBatchesMessages.batchesPanel.create}
        </Button>
      }
    >
      {batches === undefined ? (
        error === undefined ? (
          <div aria-busy="true" className="flex flex-col gap-2">
            <Skeleton className="h-11" />
            <Skeleton className="h-11" />
          </div>
        ) : (
          <ErrorState error={error} onRetry={retry} />
        )
      ) : batches.length === 0 ? (
        <EmptyState icon={<Layers size={24} />} title={teamBatchesMessages.batchesPanel.empty}>
          {teamBatchesMessages.batchesPanel.emptyExplanation}
        </EmptyState>
      ) : (
        <VirtualList
          label={teamBatchesMessages.batchesPanel.title}
          count={batches.length}
          rowHeight={57}
          keyAt={(index) => batches[index]?.id ?? index}
          nameAt={(index) => batches[index]?.name}
          className="-mx-4 -mb-4 min-h-0 border-t border-line"
        >
          {(index) => {
            const batch = batches[index];
            return batch !== undefined && <BatchRow batch={batch} actions={actions} />;
          }}
        </VirtualList>
      )}
      {making && <NewBatchDialog onClose={() => setMaking(false)} />}
    </Panel>
  );
}
