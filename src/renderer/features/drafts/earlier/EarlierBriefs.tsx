import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { BriefId, BriefRecord } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { BriefList } from './BriefList.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';

interface EarlierBriefsProps {
  list: UseQueryResult<{ briefs: BriefRecord[] }>;
  currentId: BriefId | undefined;
  activeId: BriefId | undefined;
  onRemoved(record: BriefRecord): void;
}

/** What was asked for before. */
export function EarlierBriefs({
  list,
  currentId,
  activeId,
  onRemoved,
}: EarlierBriefsProps): React.JSX.Element {
  const [removing, setRemoving] = useState<BriefRecord>();
  const { data, error } = list;
  return (
    <section aria-labelledby="earlier-briefs" className="flex flex-col gap-1">
      <h2 id="earlier-briefs" className="px-2 text-small font-semibold text-ink-2">
        {draftsMessages.earlierBriefs.title}
      </h2>
      {data === undefined && error !== null ? (
        <div className="flex flex-col items-start gap-2 px-2">
          <ErrorLine error={error} />
          <Button size="small" onClick={() => void list.refetch()}>
            {commonMessages.tryAgain}
          </Button>
        </div>
      ) : data === undefined ? (
        ['a', 'b', 'c'].map((row) => <Skeleton key={row} className="my-1 h-10" />)
      ) : data.briefs.length === 0 ? (
        <p className="px-2 text-small text-ink-2">{draftsMessages.earlierBriefs.none}</p>
      ) : (
        <BriefList
          briefs={data.briefs}
          currentId={currentId}
          activeId={activeId}
          onRemove={setRemoving}
        />
      )}
      <RemoveDialog
        record={removing}
        onClose={() => setRemoving(undefined)}
        onRemoved={onRemoved}
      />
    </section>
  );
}
