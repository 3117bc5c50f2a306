import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BranchTeam } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatBytes } from '../../../client/format.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Select } from '../../../ui/Select.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { estimateWords } from './branchWords.ts';
import { beginBranch } from './useBranches.ts';

const ways: readonly { value: BranchTeam; label: string }[] = [
  { value: 'none', label: 'Nothing: the branch shares with nobody' },
  { value: 'schema', label: 'Its tables, into a schema of their own' },
  { value: 'neon', label: 'All of it, as a branch at Neon' },
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
      title="New branch"
      description="A copy of this library as it is now. You open it, try things, compare, and keep what you want of it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={!complete} onClick={submit}>
            Make it
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
          label="Name"
          placeholder="Shorter titles"
          maxLength={100}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <TextField
          label="What it is for"
          maxLength={1_000}
          value={purpose}
          onChange={({ target }) => setPurpose(target.value)}
        />
        {shares && (
          <Select<BranchTeam>
            label="Copied of the team’s database"
            value={team}
            options={ways}
            onChange={setTeam}
          />
        )}
        {team === 'neon' && (
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label="Project’s id at Neon"
              placeholder="aged-wildflower-123456"
              value={projectId}
              onChange={({ target }) => setProjectId(target.value)}
            />
            <TextField
              label={hasNeonKey ? 'New API key' : 'API key'}
              type="password"
              autoComplete="off"
              note="Kept in the system’s keychain, sent to Neon alone."
              value={neonKey}
              onChange={({ target }) => setNeonKey(target.value)}
            />
          </div>
        )}
        <div role="status" aria-label="What it takes" className="text-small text-ink-2">
          {estimate.data !== undefined ? (
            <>
              It takes {estimateWords(estimate.data)}. Free: {formatBytes(estimate.data.freeBytes)}.
            </>
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
