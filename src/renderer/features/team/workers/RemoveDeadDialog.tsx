import { commonMessages } from '../../../messages/common.ts';
import { teamWorkersMessages } from '../../../messages/team/teamWorkers.ts';
import { Question } from '../../../ui/overlays/Question.tsx';

/** Asks before rows leave the queue for good. */
export function RemoveDeadDialog({
  dead,
  onRemove,
  onClose,
}: {
  /** How many. */
  dead: number;
  onRemove(): void;
  onClose(): void;
}): React.JSX.Element {
  const rows =
    dead === 1
      ? teamWorkersMessages.removeDeadDialog.thisRequest
      : teamWorkersMessages.removeDeadDialog.all(dead);
  return (
    <Question
      title={teamWorkersMessages.removeDeadDialog.title(rows)}
      description={teamWorkersMessages.removeDeadDialog.explanation}
      no={commonMessages.keep}
      yes={commonMessages.remove}
      kind="danger"
      onYes={onRemove}
      onClose={onClose}
    />
  );
}
