import {
  type Endpoint,
  type EndpointRole,
  roleOfKind,
  sentToRole,
} from '../../../../contract/index.ts';
import { Question } from '../../../ui/Question.tsx';
import { OutgoingRequests } from '../batches/OutgoingRequests.tsx';

const sentWords: Record<EndpointRole, string> = {
  chat: 'texts',
  vision: 'pictures',
  embedding: 'texts',
  transcription: 'sound',
  rerank: 'texts',
};

/** Shows what would be sent to a server, before anything is. */
export function ConsentDialog({
  server,
  onAgree,
  onClose,
}: {
  server: Endpoint;
  onAgree(): void;
  onClose(): void;
}): React.JSX.Element {
  return (
    <Question
      width="medium"
      title={`Send ${sentWords[server.role]} to ${server.name}?`}
      description={
        <>
          <span className="[overflow-wrap:anywhere]">{server.url}</span> gets{' '}
          {sentToRole[server.role]}. Never file names or keys of others. You can take this back at
          any time.
        </>
      }
      no="Not now"
      yes="Agree and send"
      kind="primary"
      onYes={onAgree}
      onClose={onClose}
    >
      <OutgoingRequests
        isFor={({ kind, place }) =>
          roleOfKind[kind] === server.role && (place === 'there' || place === 'there-then-here')
        }
      />
    </Question>
  );
}
