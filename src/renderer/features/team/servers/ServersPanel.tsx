import { Server } from 'lucide-react';
import { useState } from 'react';
import type { Endpoint } from '../../../../contract/index.ts';
import { teamServersMessages } from '../../../messages/team/teamServers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { CompareDialog } from '../comparing/CompareDialog.tsx';
import { ConsentDialog } from './ConsentDialog.tsx';
import { RemoveServerDialog } from './RemoveServerDialog.tsx';
import { ServerDialog } from './ServerDialog.tsx';
import { ServerRow } from './ServerRow.tsx';
import { useServerActions, useServers } from './useServers.ts';

type Open =
  | { dialog: 'edit' | 'consent' | 'compare' | 'remove'; server: Endpoint }
  | { dialog: 'add' };

/** The team's servers: what each can do, and whether it may be sent texts. */
export function ServersPanel(): React.JSX.Element {
  const { data, error, refetch } = useServers();
  const actions = useServerActions();
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const endpoints = data?.endpoints ?? [];
  const add = (
    <Button onClick={() => setOpen({ dialog: 'add' })} size="small">
      {teamServersMessages.serversPanel.add}
    </Button>
  );
  return (
    <Panel title={teamServersMessages.serversPanel.title} actions={endpoints.length > 0 && add}>
      {error !== null && data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <div aria-busy="true" className="flex flex-col gap-2">
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
        </div>
      ) : endpoints.length === 0 ? (
        <EmptyState
          icon={<Server size={24} />}
          title={teamServersMessages.serversPanel.empty}
          actions={add}
        >
          {teamServersMessages.serversPanel.emptyExplanation}
        </EmptyState>
      ) : (
        <ul
          aria-label={teamServersMessages.serversPanel.title}
          className="-mx-4 -mb-4 divide-y divide-line border-t border-line"
        >
          {endpoints.map((server) => (
            <ServerRow
              key={server.id}
              server={server}
              actions={actions}
              onEdit={() => setOpen({ dialog: 'edit', server })}
              onReview={() => setOpen({ dialog: 'consent', server })}
              onCompare={() => setOpen({ dialog: 'compare', server })}
              onRemove={() => setOpen({ dialog: 'remove', server })}
            />
          ))}
        </ul>
      )}
      {open?.dialog === 'add' && (
        <ServerDialog keysPersist={data?.keysPersist ?? false} onClose={close} />
      )}
      {open?.dialog === 'edit' && (
        <ServerDialog
          server={open.server}
          keysPersist={data?.keysPersist ?? false}
          onClose={close}
        />
      )}
      {open?.dialog === 'consent' && (
        <ConsentDialog
          server={open.server}
          onAgree={() => actions.approve(open.server, true)}
          onClose={close}
        />
      )}
      {open?.dialog === 'compare' && (
        <CompareDialog server={open.server} servers={endpoints} onClose={close} />
      )}
      {open?.dialog === 'remove' && (
        <RemoveServerDialog
          server={open.server}
          onRemove={() => actions.remove(open.server)}
          onClose={close}
        />
      )}
    </Panel>
  );
}
