import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Branch } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamBranchesMessages } from '../../../messages/team/teamBranches.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { toast } from '../../../ui/overlays/Toasts.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { comparedLabel } from './branchLabels.ts';
import { ChangeList } from './ChangeList.tsx';

const maxChanges = 5_000;

/** What a branch has changed; what is ticked is merged into the library. */
export function CompareDialog({
  branch: { id, name },
  onClose,
}: {
  branch: Branch;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const input = { id, limit: maxChanges };
  const { data, error } = useQuery(
    procedures.branches.compare.queryOptions({ input, staleTime: 0 }),
  );
  // What the library has changed, too, is ticked by hand alone.
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const keep = useMutation(
    procedures.branches.keep.mutationOptions({
      onSuccess: ({ kept, failed }) => {
        toast(teamBranchesMessages.compareDialog.kept(kept));
        setToggled(new Set());
        void queryClient.invalidateQueries();
        if (failed.length === 0) onClose();
      },
    }),
  );
  const changes = data?.changes ?? [];
  const isChosen = ({ key, conflict }: { key: string; conflict: boolean }): boolean =>
    toggled.has(key) !== !conflict;
  const chosen = changes.filter(isChosen);
  const toggle = (key: string): void => {
    const next = new Set(toggled);
    if (!next.delete(key)) next.add(key);
    setToggled(next);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={teamBranchesMessages.compareDialog.title(name)}
      description={
        data === undefined ? teamBranchesMessages.compareDialog.explanation : comparedLabel(data)
      }
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.close}</Button>
          {changes.length > 0 && (
            <Button
              kind="primary"
              disabled={keep.isPending || chosen.length === 0}
              onClick={() =>
                keep.mutate({ id, keys: chosen.map(({ key }) => key), overwrite: true })
              }
            >
              {keep.isPending
                ? teamBranchesMessages.compareDialog.keeping
                : teamBranchesMessages.compareDialog.keep(chosen.length)}
            </Button>
          )}
        </>
      }
    >
      {error !== null && <ErrorLine error={error} />}
      {keep.error !== null && <ErrorLine error={keep.error} />}
      {keep.data?.failed.map(({ key, message }) => (
        <p key={key} role="alert" className="text-small text-bad [overflow-wrap:anywhere]">
          {teamBranchesMessages.compareDialog.notKept(key, message)}
        </p>
      ))}
      {data === undefined && error === null && <Skeleton className="h-40" />}
      {data !== undefined && changes.length === 0 && (
        <p className="text-ink">{teamBranchesMessages.compareDialog.nothing}</p>
      )}
      {changes.length > 0 && <ChangeList changes={changes} isChosen={isChosen} onToggle={toggle} />}
    </Dialog>
  );
}
