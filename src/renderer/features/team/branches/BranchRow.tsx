import type { Branch } from '../../../../contract/index.ts';
import { formatBytes, formatDayAndTime } from '../../../client/formats/format.ts';
import { teamBranchesMessages } from '../../../messages/team/teamBranches.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { distanceLabel, teamLabels } from './branchLabels.ts';
import type { BranchActions } from './useBranches.ts';

/** One branch: what it is for, how far it has gone, and what can be done with it. */
export function BranchRow({
  branch,
  onBranch,
  actions,
  onCompare,
  onRemove,
}: {
  branch: Branch;
  /** This device works on a branch, this one or another. */
  onBranch: boolean;
  actions: BranchActions;
  onCompare(): void;
  onRemove(): void;
}): React.JSX.Element {
  const { name, purpose, createdAtMs, state, open, sizeBytes, team } = branch;
  const ready = state === 'ready';
  return (
    <li
      aria-label={name}
      className="flex flex-col gap-x-6 gap-y-1.5 px-4 py-2.5 @min-[860px]:flex-row @min-[860px]:items-center"
    >
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex items-center gap-2">
          <h3 className="min-w-0 truncate font-medium text-ink" title={name}>
            {name}
          </h3>
          {open && <Badge tone="caution">{teamBranchesMessages.branchRow.open}</Badge>}
          {state === 'making' && <Badge>{teamBranchesMessages.branchRow.creating}</Badge>}
          {state === 'unfinished' && (
            <Badge tone="bad">{teamBranchesMessages.branchRow.incomplete}</Badge>
          )}
        </div>
        {purpose !== '' && (
          <p dir="auto" className="text-ink-2 [overflow-wrap:anywhere]">
            {purpose}
          </p>
        )}
        <p className="text-small text-ink-3">
          {ready && teamBranchesMessages.branchRow.distance(distanceLabel(branch))}
          {formatDayAndTime(createdAtMs)} · {formatBytes(sizeBytes)} · {teamLabels[team]}
        </p>
        {state === 'unfinished' && (
          <p className="text-small text-ink-2">
            {teamBranchesMessages.branchRow.incompleteExplanation}
          </p>
        )}
      </div>
      {state !== 'making' && (
        <div className="flex gap-2">
          {ready && !open && (
            <Button
              size="small"
              aria-label={teamBranchesMessages.branchRow.openLabel(name)}
              disabled={onBranch}
              onClick={() => actions.open(branch)}
            >
              {teamBranchesMessages.branchRow.openAction}
            </Button>
          )}
          {ready && (
            <Button
              size="small"
              aria-label={teamBranchesMessages.branchRow.compareLabel(name)}
              onClick={onCompare}
            >
              {teamBranchesMessages.branchRow.compare}
            </Button>
          )}
          <Button
            kind="danger"
            size="small"
            aria-label={teamBranchesMessages.branchRow.deleteLabel(name)}
            disabled={onBranch || actions.isRemoving(branch)}
            onClick={onRemove}
          >
            {actions.isRemoving(branch)
              ? teamBranchesMessages.branchRow.deleting
              : teamBranchesMessages.branchRow.delete}
          </Button>
        </div>
      )}
    </li>
  );
}
