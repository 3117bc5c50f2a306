import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamSharingMessages } from '../../../messages/team/teamSharing.ts';
import { Button } from '../../../ui/Button.tsx';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { CertificateField } from '../CertificateField.tsx';

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
      title={teamSharingMessages.connectDialog.title}
      description={teamSharingMessages.connectDialog.explanation}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button kind="primary" disabled={isPending || target === ''} onClick={submit}>
            {isPending
              ? teamSharingMessages.connectDialog.connecting
              : teamSharingMessages.connectDialog.connect}
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
          label={teamSharingMessages.connectDialog.where}
          value={where}
          options={[
            { value: 'postgres', label: teamSharingMessages.connectDialog.postgres },
            { value: 'local', label: teamSharingMessages.connectDialog.local },
          ]}
          onChange={setWhere}
        />
        {where === 'local' ? (
          <p className="text-ink-2">{teamSharingMessages.connectDialog.localNote}</p>
        ) : (
          <>
            <TextField
              label={teamSharingMessages.connectDialog.address}
              type="password"
              autoComplete="off"
              placeholder="postgres://name:password@host/database"
              value={address}
              onChange={({ target: { value } }) => setAddress(value)}
              note={
                passwordPersists
                  ? teamSharingMessages.connectDialog.passwordNote
                  : teamSharingMessages.connectDialog.noKeychain
              }
              className="w-full"
            />
            <TextField
              label={teamSharingMessages.connectDialog.workspace}
              placeholder={teamSharingMessages.connectDialog.workspaceExample}
              maxLength={100}
              value={workspace}
              onChange={({ target: { value } }) => setWorkspace(value)}
              className="w-full"
            />
            <details className="w-full">
              <summary className="text-small font-medium text-ink-2">
                {teamSharingMessages.connectDialog.ownCertificate}
              </summary>
              <CertificateField value={caPem} onChange={setCaPem} className="mt-3" />
            </details>
          </>
        )}
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
