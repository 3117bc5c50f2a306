import { ChevronRight, Ellipsis } from 'lucide-react';
import { useId, useState } from 'react';
import type { Endpoint } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamServersMessages } from '../../../messages/team/teamServers.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { ContractDetails } from './ContractDetails.tsx';
import { factsOf, missingLabels, roleLabel, statusBadge } from './serverLabels.ts';
import type { ServerActions } from './useServers.ts';

/** One server: what it is for, how it stands, and what it may be sent. */
export function ServerRow({
  server,
  actions,
  onEdit,
  onReview,
  onCompare,
  onRemove,
}: {
  server: Endpoint;
  actions: ServerActions;
  onEdit(): void;
  onReview(): void;
  onCompare(): void;
  onRemove(): void;
}): React.JSX.Element {
  const [expanded, setExpanded] = useState(false);
  const detailsId = useId();
  const { label, tone } = statusBadge(server);
  const checking = actions.isChecking(server);
  const approved = server.approvedAtMs !== undefined;
  return (
    <li aria-label={server.name} className="px-4 py-2.5">
      <div className="flex items-start gap-2">
        <button
          type="button"
          aria-label={teamServersMessages.serverRow.capabilities(server.name)}
          aria-expanded={expanded}
          aria-controls={expanded ? detailsId : undefined}
          onClick={() => setExpanded(!expanded)}
          className="-ml-1 flex size-5 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink"
        >
          <ChevronRight size={14} className={expanded ? 'rotate-90' : ''} />
        </button>
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h3 dir="auto" className="max-w-full truncate text-body font-medium text-ink">
              {server.name}
            </h3>
            <Badge>{roleLabel(server.role)}</Badge>
            <Badge tone={tone}>{label}</Badge>
            {!approved && server.enabled && (
              <Badge tone="caution">{teamServersMessages.serverRow.notApproved}</Badge>
            )}
          </div>
          <p className="truncate text-small text-ink-3" title={server.url}>
            {server.url}
          </p>
          <p className="text-small text-pretty text-ink-3 [overflow-wrap:anywhere]">
            {factsOf(server)}
          </p>
          {missingLabels(server).map((words) => (
            <p key={words} className="text-small text-caution [overflow-wrap:anywhere]">
              {words}
            </p>
          ))}
        </div>
        {!approved && server.enabled && (
          <Button size="small" onClick={onReview}>
            {teamServersMessages.serverRow.review}
          </Button>
        )}
        <Button
          size="small"
          kind="quiet"
          disabled={checking}
          onClick={() => actions.check(server)}
          aria-label={teamServersMessages.serverRow.checkLabel(server.name)}
        >
          {checking ? teamServersMessages.serverRow.checking : teamServersMessages.serverRow.check}
        </Button>
        <Menu
          trigger={
            <button
              type="button"
              aria-label={teamServersMessages.serverRow.more(server.name)}
              className="inline-flex size-6 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
            >
              <Ellipsis size={15} />
            </button>
          }
          items={[
            { label: commonMessages.edit, onSelect: onEdit },
            { label: teamServersMessages.serverRow.compare, onSelect: onCompare },
            { label: teamServersMessages.serverRow.prefer, onSelect: () => actions.prefer(server) },
            {
              label: server.enabled
                ? teamServersMessages.serverRow.turnOff
                : teamServersMessages.serverRow.turnOn,
              onSelect: () => actions.setEnabled(server, !server.enabled),
            },
            ...(approved
              ? [
                  {
                    label: teamServersMessages.serverRow.withdraw,
                    onSelect: () => actions.approve(server, false),
                  },
                ]
              : []),
            { label: teamServersMessages.serverRow.remove, tone: 'bad', onSelect: onRemove },
          ]}
        />
      </div>
      {expanded && <ContractDetails server={server} id={detailsId} />}
    </li>
  );
}
