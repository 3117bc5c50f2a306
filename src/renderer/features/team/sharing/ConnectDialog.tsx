import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../client/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SegmentedControl } from '../../../ui/SegmentedControl.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { AuthorityField } from '../AuthorityField.tsx';

type Where = 'postgres' | 'local';

/** Shares this library through a database. */
export function ConnectDialog({
  passwordPersists,
  onClose,
}: {
  passwordPersists: boolean;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [where, setWhere] = useState<Where>('postgres');
  const [address, setAddress] = useState('');
  const [workspace, setWorkspace] = useState('');
  const [caPem, setCaPem] = useState('');
  const { mutate, error, isPending } = useMutation(
    procedures.sharing.connect.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: procedures.sharing.key() });
        onClose();
      },
    }),
  );
  const target = where === 'local' ? 'local' : address.trim();
  const submit = (): void =>
    mutate({
      target,
      ...(workspace.trim() !== '' && { workspace: workspace.trim() }),
      ...(where === 'postgres' && caPem.trim() !== '' && { caPem }),
    });
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title="Share with a team"
      description="Titles, links, transcripts, chunks with their embeddings, hooks, drafts, collections and metrics of this library, and the name of this computer, are sent with the next sync; media, file names, settings and keys never are."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={isPending || target === ''} onClick={submit}>
            {isPending ? 'Connecting…' : 'Connect'}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SegmentedControl<Where>
          label="Where"
          value={where}
          options={[
            { value: 'postgres', label: 'A Postgres of the team' },
            { value: 'local', label: 'A database on this disk' },
          ]}
          onChange={setWhere}
        />
        {where === 'local' ? (
          <p className="text-ink-2">
            The same tables with no server, for one person. You can move to a Postgres later.
          </p>
        ) : (
          <>
            <TextField
              label="Address with name and password"
              type="password"
              autoComplete="off"
              placeholder="postgres://name:password@host/database"
              value={address}
              onChange={({ target: { value } }) => setAddress(value)}
              note={
                passwordPersists
                  ? 'The password is kept in the system’s keychain alone. TLS is required beyond this computer.'
                  : 'This system has no keychain: the password lasts until Trendroom ends. TLS is required beyond this computer.'
              }
              className="w-full"
            />
            <TextField
              label="Workspace"
              placeholder="The first that you belong to"
              maxLength={100}
              value={workspace}
              onChange={({ target: { value } }) => setWorkspace(value)}
              className="w-full"
            />
            <details className="w-full">
              <summary className="text-small font-medium text-ink-2">
                A certificate of your own authority
              </summary>
              <AuthorityField value={caPem} onChange={setCaPem} className="mt-3" />
            </details>
          </>
        )}
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
