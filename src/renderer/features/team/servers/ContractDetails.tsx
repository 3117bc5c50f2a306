import { Check, X } from 'lucide-react';
import type { Endpoint } from '../../../../contract/index.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { teamServersMessages } from '../../../messages/team/teamServers.ts';
import { capabilityLabels } from './serverLabels.ts';

/** What the last check tried, one line each. */
export function ContractDetails({
  server: { contract, priority, hasKey, approvedAtMs },
  id,
}: {
  server: Endpoint;
  id: string;
}): React.JSX.Element {
  return (
    <div id={id} className="mt-2 ml-6 flex flex-col gap-2 rounded-control bg-sunken px-3 py-2">
      {contract === undefined ? (
        <p className="text-small text-ink-2">{teamServersMessages.contractDetails.notChecked}</p>
      ) : (
        <ul aria-label={teamServersMessages.contractDetails.label} className="flex flex-col gap-1">
          {contract.capabilities.map(({ capability, works, words }) => (
            <li key={capability} className="flex items-start gap-2 text-small">
              {works ? (
                <Check
                  size={13}
                  className="mt-0.5 shrink-0 text-good"
                  aria-label={teamServersMessages.contractDetails.works}
                />
              ) : (
                <X
                  size={13}
                  className="mt-0.5 shrink-0 text-caution"
                  aria-label={teamServersMessages.contractDetails.missing}
                />
              )}
              <span className="w-40 shrink-0 text-ink">{capabilityLabels[capability]}</span>
              <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">{words}</span>
            </li>
          ))}
        </ul>
      )}
      {contract !== undefined && contract.models.length > 1 && (
        <p className="text-small text-ink-2 [overflow-wrap:anywhere]">
          {teamServersMessages.contractDetails.models(contract.models.join(', '))}
        </p>
      )}
      <p className="text-small text-ink-2">
        {contract !== undefined &&
          teamServersMessages.contractDetails.checked(formatDayAndTime(contract.checkedAtMs))}
        {teamServersMessages.contractDetails.priority(priority)}
        {hasKey
          ? teamServersMessages.contractDetails.hasKey
          : teamServersMessages.contractDetails.noKey}
        {approvedAtMs !== undefined &&
          teamServersMessages.contractDetails.approved(formatDayAndTime(approvedAtMs))}
      </p>
    </div>
  );
}
