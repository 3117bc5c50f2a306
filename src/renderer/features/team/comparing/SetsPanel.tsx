import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RequestSet } from '../../../../contract/index.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { teamComparisonsMessages } from '../../../messages/team/teamComparisons.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import { kindLabels } from '../batches/batchLabels.ts';
import { RemoveSetDialog } from './RemoveSetDialog.tsx';
import { useRemoveSet, useRequestSets } from './useRequestSets.ts';

/** Requests that were saved to compare models by; nothing until there are some. */
export function SetsPanel(): React.JSX.Element | null {
  const { data, error } = useRequestSets();
  const { remove, isRemoving } = useRemoveSet();
  const [asked, setAsked] = useState<RequestSet>();
  const sets = data?.sets ?? [];
  if (error === null && sets.length === 0) return null;
  return (
    <Panel
      title={teamComparisonsMessages.setsPanel.title}
      note={teamComparisonsMessages.setsPanel.note}
    >
      {error !== null && <ErrorLine error={error} />}
      <VirtualList
        label={teamComparisonsMessages.setsPanel.title}
        count={sets.length}
        rowHeight={53}
        keyAt={(index) => sets[index]?.id ?? index}
        nameAt={(index) => sets[index]?.name}
        className="-mx-4 -mb-4 max-h-[268px] border-t border-line"
      >
        {(index) => {
          const set = sets[index];
          if (set === undefined) return null;
          return (
            <div className="flex items-center gap-2 py-2 pr-2 pl-4">
              <div className="min-w-0 flex-1">
                <p dir="auto" className="truncate text-body text-ink" title={set.name}>
                  {set.name}
                </p>
                <p className="truncate text-small text-ink-3">
                  {kindLabels[set.kind]} ·{' '}
                  {teamComparisonsMessages.setsPanel.requests(set.requests)} ·{' '}
                  {formatDayAndTime(set.createdAtMs)}
                </p>
              </div>
              <IconButton
                label={teamComparisonsMessages.setsPanel.remove(set.name)}
                icon={<Trash2 size={14} />}
                disabled={isRemoving(set)}
                onClick={() => setAsked(set)}
              />
            </div>
          );
        }}
      </VirtualList>
      {asked !== undefined && (
        <RemoveSetDialog
          set={asked}
          onRemove={() => remove(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Panel>
  );
}
