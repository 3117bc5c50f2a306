import { Layers } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../primitives/Button.tsx';
import { Panel } from '../../../primitives/Panel.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../primitives/StateViews.tsx';
import { BatchRow } from './BatchRow.tsx';
import { NewBatchDialog } from './NewBatchDialog.tsx';
import { useBatchActions, useBatches } from './useBatches.ts';

const shownAtFirst = 8;

/** The newest batches. */
export function BatchesPanel(): React.JSX.Element {
  const { batches, error, retry } = useBatches();
  const actions = useBatchActions();
  const [all, setAll] = useState(false);
  const [making, setMaking] = useState(false);
  const shown = all ? batches : batches?.slice(0, shownAtFirst);
  const more = (batches?.length ?? 0) - shownAtFirst;
  return (
    <Panel
      title="Batches"
      actions={
        <Button size="small" onClick={() => setMaking(true)}>
          New batch…
        </Button>
      }
    >
      {shown === undefined ? (
        error === undefined ? (
          <div aria-busy="true" className="flex flex-col gap-2">
            <Skeleton className="h-11" />
            <Skeleton className="h-11" />
          </div>
        ) : (
          <ErrorState error={error} onRetry={retry} />
        )
      ) : shown.length === 0 ? (
        <EmptyState icon={<Layers size={24} />} title="No batch yet">
          A batch is many requests in one file, one JSON line each, as OpenAI’s batches take them.
          Each comes back once, whatever is unplugged meanwhile.
        </EmptyState>
      ) : (
        <>
          <ul
            aria-label="Batches"
            className="-mx-4 -mb-4 divide-y divide-line border-t border-line"
          >
            {shown.map((batch) => (
              <BatchRow key={batch.id} batch={batch} actions={actions} />
            ))}
          </ul>
          {more > 0 && (
            <Button
              kind="quiet"
              size="small"
              className="mt-6 self-start"
              onClick={() => setAll(!all)}
            >
              {all ? 'Show fewer' : `Show ${more} older`}
            </Button>
          )}
        </>
      )}
      {making && <NewBatchDialog onClose={() => setMaking(false)} />}
    </Panel>
  );
}
