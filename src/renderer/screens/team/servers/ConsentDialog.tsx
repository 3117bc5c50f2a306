import { skipToken, useQuery } from '@tanstack/react-query';
import {
  type Endpoint,
  type EndpointRole,
  roleOfKind,
  sentToRole,
} from '../../../../shared/index.ts';
import { useApi } from '../../../client/api.ts';
import { Button } from '../../../primitives/Button.tsx';
import { Dialog } from '../../../primitives/Dialog.tsx';
import { ErrorLine, Skeleton } from '../../../primitives/StateViews.tsx';
import { OutgoingFigure } from '../batches/OutgoingFigure.tsx';

const shownRequests = 3;
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
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={`Send ${sentWords[server.role]} to ${server.name}?`}
      description={
        <>
          <span className="[overflow-wrap:anywhere]">{server.url}</span> gets{' '}
          {sentToRole[server.role]}. Never file names or keys of others. You can take this back at
          any time.
        </>
      }
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            kind="primary"
            onClick={() => {
              onAgree();
              onClose();
            }}
          >
            Agree and send
          </Button>
        </>
      }
    >
      <Outgoing server={server} />
    </Dialog>
  );
}

function Outgoing({ server }: { server: Endpoint }): React.JSX.Element {
  const { procedures } = useApi();
  const batches = useQuery(procedures.batches.list.queryOptions({ input: {} }));
  const waiting = (batches.data?.batches ?? []).filter(
    ({ kind, place, progress }) =>
      roleOfKind[kind] === server.role && place !== 'here' && progress.waiting > 0,
  );
  const [batch] = waiting;
  const rows = useQuery(
    procedures.batches.rows.queryOptions({
      input:
        batch === undefined ? skipToken : { id: batch.id, state: 'waiting', limit: shownRequests },
    }),
  );
  const error = batches.error ?? rows.error;
  if (error !== null) return <ErrorLine error={error} />;
  if (batches.data === undefined || (batch !== undefined && rows.data === undefined)) {
    return <Skeleton className="h-24" />;
  }
  if (batch === undefined) {
    return <p className="text-ink-2">No batch waits for it now: nothing is sent at once.</p>;
  }
  const total = waiting.reduce((sum, { progress }) => sum + progress.waiting, 0);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-2">
        {total.toLocaleString('en')} {total === 1 ? 'request waits' : 'requests wait'} for it. The
        first of “{batch.name}”, as they are sent:
      </p>
      {rows.data?.rows.map(({ customId, request }) => (
        <OutgoingFigure key={customId} title={customId} kind={batch.kind} body={request} />
      ))}
    </div>
  );
}
