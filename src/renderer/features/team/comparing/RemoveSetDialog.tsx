import type { RequestSet } from '../../../../contract/index.ts';
import { Question } from '../../../ui/Question.tsx';
import { useComparisons } from './useComparisons.ts';

/** Asks before a set goes: its comparisons go with it, and neither comes back. */
export function RemoveSetDialog({
  set: { id, name, requests },
  onRemove,
  onClose,
}: {
  set: RequestSet;
  onRemove(): void;
  onClose(): void;
}): React.JSX.Element {
  const { data } = useComparisons();
  const made = data?.comparisons.filter(({ setId }) => setId === id).length ?? 0;
  const its = requests === 1 ? 'Its request goes' : `Its ${requests} requests go`;
  const comparisons =
    made === 0
      ? ''
      : made === 1
        ? ', and the comparison made with it'
        : `, and the ${made} comparisons made with it`;
  return (
    <Question
      title={`Remove ${name}?`}
      description={`${its}${comparisons}. Switches that were made stay, and so does the batch they came from.`}
      no="Keep it"
      yes="Remove"
      kind="danger"
      onYes={onRemove}
      onClose={onClose}
    />
  );
}
