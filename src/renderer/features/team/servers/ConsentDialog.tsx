import {
  type Endpoint,
  type EndpointRole,
  roleOfKind,
  sentToRole,
} from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamServersMessages } from '../../../messages/team/teamServers.ts';
import { Question } from '../../../ui/overlays/Question.tsx';
import { OutgoingRequests } from '../batches/outgoing/OutgoingRequests.tsx';

const sentLabels: Record<EndpointRole, string> = {
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
      title={teamServersMessages.consentDialog.title(sentLabels[server.role], server.name)}
      description={
        <>
          <span className="[overflow-wrap:anywhere]">{server.url}</span>{' '}
          {teamServersMessages.consentDialog.explanation(sentToRole[server.role])}
        </>
      }
      no={commonMessages.notNow}
      yes={teamServersMessages.consentDialog.approve}
      kind="primary"
      onYes={onAgree}
      onClose={onClose}
    >
      <OutgoingRequests
        isFor={({ kind, place }) =>
          roleOfKind[kind] === server.role && (place === 'remote' || place === 'remote-then-local')
        }
      />
    </Question>
  );
}
