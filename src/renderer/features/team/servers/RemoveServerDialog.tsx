import type { Endpoint } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamServersMessages } from '../../../messages/team/teamServers.ts';
import { Question } from '../../../ui/overlays/Question.tsx';

export function RemoveServerDialog({
  server,
  onRemove,
  onClose,
}: {
  server: Endpoint;
  onRemove(): void;
  onClose(): void;
}): React.JSX.Element {
  return (
    <Question
      title={teamServersMessages.removeServerDialog.title(server.name)}
      description={teamServersMessages.removeServerDialog.explanation}
      no={commonMessages.keep}
      yes={commonMessages.remove}
      kind="danger"
      onYes={onRemove}
      onClose={onClose}
    />
  );
}
