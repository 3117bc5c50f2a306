import type { RequestSet } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamComparisonsMessages } from '../../../messages/team/teamComparisons.ts';
import { Question } from '../../../ui/overlays/Question.tsx';
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
  return (
    <Question
      title={teamComparisonsMessages.removeSetDialog.title(name)}
      description={teamComparisonsMessages.removeSetDialog.explanation(requests, made)}
      no={commonMessages.keep}
      yes={commonMessages.remove}
      kind="danger"
      onYes={onRemove}
      onClose={onClose}
    />
  );
}
