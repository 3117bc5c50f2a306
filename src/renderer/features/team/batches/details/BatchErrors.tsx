import type { BatchErrorGroup } from '../../../../../contract/index.ts';
import { teamBatchesMessages } from '../../../../messages/team/teamBatches.ts';
import { rowStates } from '../batchLabels.ts';

const shownIds = 5;

/** What went wrong, each cause once. */
export function BatchErrors({ errors }: { errors: readonly BatchErrorGroup[] }): React.JSX.Element {
  return (
    <ul
      aria-label={teamBatchesMessages.batchErrors.label}
      className="flex max-h-40 flex-col gap-1 overflow-y-auto"
    >
      {errors.map(({ state, code, message, rows, customIds }) => (
        <li
          key={`${state} ${code} ${message}`}
          className="rounded-control bg-bad-soft px-3 py-1.5 text-small [overflow-wrap:anywhere]"
        >
          <span className="font-medium text-bad">
            {rows.toLocaleString('en')} {rowStates[state].label.toLowerCase()}:
          </span>{' '}
          <bdi className="text-ink">{message}</bdi>{' '}
          <span className="text-ink-2">
            ({customIds.slice(0, shownIds).join(', ')}
            {rows > Math.min(shownIds, customIds.length) && ' …'})
          </span>
        </li>
      ))}
    </ul>
  );
}
