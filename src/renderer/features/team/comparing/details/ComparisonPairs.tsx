import { useState } from 'react';
import type { Comparison } from '../../../../../contract/index.ts';
import { commonMessages } from '../../../../messages/common.ts';
import { teamComparisonsMessages } from '../../../../messages/team/teamComparisons.ts';
import { SegmentedControl } from '../../../../ui/inputs/SegmentedControl.tsx';
import { EmptyState, ErrorState } from '../../../../ui/StateViews.tsx';
import { RequestList, useShownRange } from '../../RequestList.tsx';
import { OnePair } from './OnePair.tsx';
import { type ShownPairs, useComparedPairs } from './useComparedPairs.ts';

const filters: readonly { value: ShownPairs; label: string }[] = [
  { value: 'all', label: commonMessages.all },
  { value: 'different', label: teamComparisonsMessages.comparisonPairs.different },
  { value: 'invalid', label: teamComparisonsMessages.comparisonPairs.invalid },
];

/** Every request with both answers; each opens to the texts side by side. */
export function ComparisonPairs({
  comparison: { id, kind, compared, state },
}: {
  comparison: Comparison;
}): React.JSX.Element {
  const [show, setShow] = useState<ShownPairs>('all');
  const [range, onRange] = useShownRange();
  const { total, pairAt, error } = useComparedPairs({ id, show, ...range, compared });
  const count = total ?? (show === 'all' ? compared : 0);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-3 px-5 py-2">
        <SegmentedControl<ShownPairs>
          label={commonMessages.show}
          value={show}
          options={filters}
          onChange={setShow}
        />
        <p className="text-small text-ink-3">
          {count.toLocaleString('en')} {count === 1 ? 'request' : 'requests'}
        </p>
      </div>
      {error !== undefined && error !== null ? (
        <ErrorState error={error} />
      ) : count === 0 ? (
        <EmptyState
          title={
            state === 'running'
              ? teamComparisonsMessages.comparisonPairs.noneYet
              : teamComparisonsMessages.comparisonPairs.noneMatch
          }
        />
      ) : (
        <RequestList count={count} rowAt={pairAt} onRange={onRange}>
          {(pair, opening) => <OnePair kind={kind} pair={pair} {...opening} />}
        </RequestList>
      )}
    </div>
  );
}
