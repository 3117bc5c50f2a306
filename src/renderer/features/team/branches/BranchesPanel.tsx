import { GitBranch } from 'lucide-react';
import { useState } from 'react';
import type { Branch } from '../../../../contract/index.ts';
import { useOpenBranch } from '../../../client/branches.ts';
import { teamBranchesMessages } from '../../../messages/team/teamBranches.ts';
import { Button } from '../../../ui/Button.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { EmptyState, ErrorLine, ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { BranchRow } from './BranchRow.tsx';
import { CompareDialog } from './CompareDialog.tsx';
import { MakingLine } from './MakingLine.tsx';
import { NewBranchDialog } from './NewBranchDialog.tsx';
import { RemoveBranchDialog } from './RemoveBranchDialog.tsx';
import { useBranchActions, useBranches, useMaking } from './useBranches.ts';

type Shown = { dialog: 'new' } | { dialog: 'compare' | 'remove'; branch: Branch };

/** Copies of the library to try things on. */
export function BranchesPanel(): React.JSX.Element {
  const { data, error, refetch } = useBranches();
  const making = useMaking();
  const onBranch = useOpenBranch() !== undefined;
  const actions = useBranchActions();
  const [shown, setShown] = useState<Shown>();
  const close = (): void => setShown(undefined);
  return (
    <Panel
      title={teamBranchesMessages.branchesPanel.title}
      actions={
        <Button
          size="small"
          disabled={onBranch || making.stop !== undefined}
          onClick={() => setShown({ dialog: 'new' })}
        >
          {teamBranchesMessages.branchesPanel.create}
        </Button>
      }
    >
      {onBranch && (
        <p className="mb-3 text-small text-ink-2">{teamBranchesMessages.branchesPanel.openNow}</p>
      )}
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-20" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : data.branches.length === 0 ? (
        <EmptyState icon={<GitBranch size={24} />} title={teamBranchesMessages.branchesPanel.empty}>
          {teamBranchesMessages.branchesPanel.emptyExplanation}
        </EmptyState>
      ) : (
        <ul
          aria-label={teamBranchesMessages.branchesPanel.title}
          className="-mx-4 -mb-4 divide-y divide-line border-t border-line"
        >
          {data.branches.map((branch) => (
            <BranchRow
              key={branch.id}
              branch={branch}
              onBranch={onBranch}
              actions={actions}
              onCompare={() => setShown({ dialog: 'compare', branch })}
              onRemove={() => setShown({ dialog: 'remove', branch })}
            />
          ))}
        </ul>
      )}
      {making.stop !== undefined && <MakingLine />}
      {making.error !== undefined && <ErrorLine error={making.error} />}
      {shown?.dialog === 'new' && (
        <NewBranchDialog hasNeonKey={data?.hasNeonKey ?? false} onClose={close} />
      )}
      {shown?.dialog === 'compare' && <CompareDialog branch={shown.branch} onClose={close} />}
      {shown?.dialog === 'remove' && (
        <RemoveBranchDialog
          branch={shown.branch}
          onRemove={() => actions.remove(shown.branch)}
          onClose={close}
        />
      )}
    </Panel>
  );
}
