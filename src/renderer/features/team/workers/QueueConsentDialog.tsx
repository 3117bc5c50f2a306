import type { WorkersStatus } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamWorkersMessages } from '../../../messages/team/teamWorkers.ts';
import { Question } from '../../../ui/overlays/Question.tsx';
import { OutgoingRequests } from '../batches/outgoing/OutgoingRequests.tsx';

/** Shows what would be put into the team's queue, before anything is. */
export function QueueConsentDialog({
  status: { workspace, target },
  onAgree,
  onClose,
}: {
  status: WorkersStatus;
  onAgree(): void;
  onClose(): void;
}): React.JSX.Element {
  return (
    <Question
      width="medium"
      title={teamWorkersMessages.queueConsentDialog.title(workspace)}
      description={
        <>
          <span className="[overflow-wrap:anywhere]">{target}</span>{' '}
          {teamWorkersMessages.queueConsentDialog.explanation}
        </>
      }
      no={commonMessages.notNow}
      yes={teamWorkersMessages.queueConsentDialog.approve}
      kind="primary"
      onYes={onAgree}
      onClose={onClose}
    >
      <OutgoingRequests isFor={({ place }) => place === 'workers'} />
    </Question>
  );
}
