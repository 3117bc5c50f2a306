import type { Branch } from '../../../../contract/index.ts';
import { Question } from '../../../ui/Question.tsx';

export function RemoveBranchDialog({
  branch: { name, ahead = 0, team },
  onRemove,
  onClose,
}: {
  branch: Branch;
  onRemove(): void;
  onClose(): void;
}): React.JSX.Element {
  const lost =
    ahead === 0
      ? 'It has nothing that the library does not have.'
      : `${ahead.toLocaleString('en')} ${ahead === 1 ? 'change that was' : 'changes that were'} not kept ${ahead === 1 ? 'is' : 'are'} lost.`;
  const copy = team === 'none' ? '' : ' Its copy of the team’s database goes, too.';
  return (
    <Question
      title={`Throw ${name} away?`}
      description={`${lost}${copy} The library stays as it is.`}
      no="Not now"
      yes="Throw away"
      kind="danger"
      onYes={onRemove}
      onClose={onClose}
    />
  );
}
