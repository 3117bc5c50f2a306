import type { Branch } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamBranchesMessages } from '../../../messages/team/teamBranches.ts';
import { Question } from '../../../ui/overlays/Question.tsx';

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
      ? teamBranchesMessages.removeBranchDialog.nothingLost
      : teamBranchesMessages.removeBranchDialog.lost(ahead);
  const copy = team === 'none' ? '' : teamBranchesMessages.removeBranchDialog.copy;
  return (
    <Question
      title={teamBranchesMessages.removeBranchDialog.title(name)}
      description={teamBranchesMessages.removeBranchDialog.explanation(lost, copy)}
      no={commonMessages.notNow}
      yes={commonMessages.delete}
      kind="danger"
      onYes={onRemove}
      onClose={onClose}
    />
  );
}
