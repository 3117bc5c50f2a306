import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BranchTeam } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatBytes } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamBranchesMessages } from '../../../messages/team/teamBranches.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { estimateLabel } from './branchLabels.ts';
import { beginBranch } from './useBranches.ts';

const ways: readonly { value: BranchTeam; label: string }[] = [
  { value: 'none', label: teamBranchesMessages.newBranchDialog.none },
  { value: 'schema', label: teamBranchesMessages.newBranchDialog.schema },
  { value: 'neon', label: teamBranchesMessages.newBranchDialog.neon },
];

/** Asks what a branch is for and says what it takes, before it is made. */
export function NewBranchDialog({
  hasNeonKey,
  onClose,
}: {
  hasNeonKey: boolean;
  onClose(): void;
}): React.JSX.Element {
  const api = useApi();
  const { procedures } = api;
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState('');
  const [team, setTeam] = useState<BranchTeam>('none');
  const [projectId, setProjectId] = useState('');
  const [neonKey, setNeonKey] = useState('');
  const { data: sharing } = useQuery(procedures.sharing.status.queryOptions());
  const shares = sharing?.connected === true && sharing.target !== 'local';
  const estimate = useQuery(
    procedures.branches.estimate.queryOptions({ input: { team }, staleTime: 0, retry: false }),
  );
  const complete = name.trim() !== '' && (team !== 'neon' || projectId.trim() !== '');
  const submit = (): void => {
    if (!complete) return;
    void beginBranch(api, queryClient, {
      ...{ name: name.trim(), purpose: purpose.trim(), team },
      ...(team === 'neon' && { projectId: projectId.trim() }),
      ...(team === 'neon' && neonKey.trim() !== '' && { neonKey: neonKey.trim() }),
    });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={teamBranchesMessages.newBranchDialog.title}
      description={teamBranchesMessages.newBranchDialog.explanation}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button kind="primary" disabled={!complete} onClick={submit}>
            {commonMessages.create}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={commonMessages.name}
          placeholder={teamBranchesMessages.newBranchDialog.nameExample}
          maxLength={100}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <TextField
          label={teamBranchesMessages.newBranchDialog.purpose}
          maxLength={1_000}
          value={purpose}
          onChange={({ target }) => setPurpose(target.value)}
        />
        {shares && (
          <Select<BranchTeam>
            label={teamBranchesMessages.newBranchDialog.teamCopy}
            value={team}
            options={ways}
            onChange={setTeam}
          />
        )}
        {team === 'neon' && (
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label={teamBranchesMessages.newBranchDialog.neonProject}
              placeholder="aged-wildflower-123456"
              value={projectId}
              onChange={({ target }) => setProjectId(target.value)}
            />
            <TextField
              label={
                hasNeonKey
                  ? teamBranchesMessages.newBranchDialog.newKey
                  : teamBranchesMessages.newBranchDialog.key
              }
              type="password"
              autoComplete="off"
              note={teamBranchesMessages.newBranchDialog.keyNote}
              value={neonKey}
              onChange={({ target }) => setNeonKey(target.value)}
            />
          </div>
        )}
        <div
          role="status"
          aria-label={teamBranchesMessages.newBranchDialog.cost}
          className="text-small text-ink-2"
        >
          {estimate.data !== undefined ? (
            teamBranchesMessages.newBranchDialog.estimate(
              estimateLabel(estimate.data),
              formatBytes(estimate.data.freeBytes),
            )
          ) : estimate.error === null ? (
            <Skeleton className="h-5" />
          ) : (
            <ErrorLine error={estimate.error} />
          )}
        </div>
      </form>
    </Dialog>
  );
}
