import { CloudOff, Monitor, Unplug } from 'lucide-react';
import { useConnection } from '../client/connection/connection.ts';
import { useIsOffline } from '../client/jobs/jobs.ts';
import { appMessages } from '../messages/app.ts';
import { Badge } from '../ui/Badge.tsx';
import { Tooltip } from '../ui/overlays/Tooltip.tsx';

/** How the workstation stands to its host and to the network. */
export function HostBadges(): React.JSX.Element {
  const state = useConnection((connection) => connection.state);
  const offline = useIsOffline();
  return (
    <div role="status" className="flex gap-1.5">
      {state === 'connected' && location.protocol !== 'trendroom:' && (
        <Tooltip text={appMessages.hostBadges.servedBy(location.host)}>
          <button
            type="button"
            aria-label={appMessages.hostBadges.localHostServedBy(location.host)}
          >
            <Badge icon={<Monitor size={11} />}>{appMessages.hostBadges.localHost}</Badge>
          </button>
        </Tooltip>
      )}
      {state === 'lost' && (
        <Badge tone="bad" icon={<Unplug size={11} />}>
          {appMessages.hostBadges.connectionLost}
        </Badge>
      )}
      {offline && (
        <Badge tone="caution" icon={<CloudOff size={11} />}>
          {appMessages.hostBadges.offline}
        </Badge>
      )}
    </div>
  );
}
