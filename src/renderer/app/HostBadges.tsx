import { CloudOff, Monitor, Unplug } from 'lucide-react';
import { useConnection } from '../client/connection.ts';
import { useIsOffline } from '../client/jobs.ts';
import { Badge } from '../ui/Badge.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';

/** How the workstation stands to its host and to the network. */
export function HostBadges(): React.JSX.Element {
  const state = useConnection((connection) => connection.state);
  const offline = useIsOffline();
  return (
    <div role="status" className="flex gap-1.5">
      {state === 'connected' && location.protocol !== 'trendroom:' && (
        <Tooltip text={`Served by Trendroom on ${location.host}`}>
          <button type="button" aria-label={`Local host, served by Trendroom on ${location.host}`}>
            <Badge icon={<Monitor size={11} />}>Local host</Badge>
          </button>
        </Tooltip>
      )}
      {state === 'lost' && (
        <Badge tone="bad" icon={<Unplug size={11} />}>
          Connection lost, trying again
        </Badge>
      )}
      {offline && (
        <Badge tone="caution" icon={<CloudOff size={11} />}>
          Offline
        </Badge>
      )}
    </div>
  );
}
