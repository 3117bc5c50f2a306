import type { Fleet } from '../../../../contract/index.ts';
import { Question } from '../../../ui/Question.tsx';
import { OutgoingRequests } from '../batches/OutgoingRequests.tsx';

/** Shows what would be put into the team's queue, before anything is. */
export function QueueConsentDialog({
  fleet: { workspace, target },
  onAgree,
  onClose,
}: {
  fleet: Fleet;
  onAgree(): void;
  onClose(): void;
}): React.JSX.Element {
  return (
    <Question
      width="medium"
      title={`Put texts into the queue of ${workspace}?`}
      description={
        <>
          <span className="[overflow-wrap:anywhere]">{target}</span> gets the requests of batches
          for workers, with what they quote of your videos, and keeps them until your desk has the
          answers. Editors of the workspace and their machines can read them, and the servers that
          those machines ask. Never media or file names. You can take this back at any time.
        </>
      }
      no="Not now"
      yes="Agree and queue"
      kind="primary"
      onYes={onAgree}
      onClose={onClose}
    >
      <OutgoingRequests isFor={({ place }) => place === 'workers'} />
    </Question>
  );
}
