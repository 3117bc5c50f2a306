import { ORPCError } from '@orpc/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../client/api.ts';
import type { NamedPath } from '../../client/files/paths.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { PathField } from '../../ui/inputs/PathField.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';

/** Replaces the library with a backup; one that is encrypted or a stranger's asks first. */
export function Restore({ videos }: { videos: number }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [value, setValue] = useState<NamedPath>();
  const [passphrase, setPassphrase] = useState('');
  const [asking, setAsking] = useState(false);
  const [isForeign, setIsForeign] = useState(false);
  const { mutate, data, error, isPending } = useMutation(
    procedures.library.restore.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(),
      onError: (failure) => setIsForeign(codeOf(failure) === 'backup.unknownOrigin'),
    }),
  );
  const restore = (trust: boolean): void => {
    setAsking(false);
    setIsForeign(false);
    if (value === undefined) return;
    const { path } = value;
    mutate({ path, ...(passphrase !== '' && { passphrase }), ...(trust && { trust }) });
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(true);
      }}
    >
      <div className="flex items-start gap-2">
        <PathField
          label={settingsMessages.backupSection.source}
          use="restore"
          placeholder="/folder/backup.tar"
          value={value}
          onChange={setValue}
          className="flex-2"
        />
        {(passphrase !== '' || wantsPassphrase(error)) && (
          <TextField
            label={settingsMessages.backupSection.backupPassphrase}
            type="password"
            autoComplete="off"
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
            className="flex-1"
          />
        )}
        <Button type="submit" className="mt-5" disabled={isPending || value === undefined}>
          {isPending
            ? settingsMessages.backupSection.restoring
            : settingsMessages.backupSection.restore}
        </Button>
      </div>
      {error !== null && <ErrorLine error={error} />}
      {data !== undefined && (
        <p role="status" className="text-small text-good">
          {settingsMessages.backupSection.restored(data.videos)}
          {data.previousKeptAt !== undefined &&
            settingsMessages.backupSection.previous(data.previousKeptAt)}
        </p>
      )}
      <ConfirmRestore
        open={asking}
        title={settingsMessages.backupSection.confirm}
        description={settingsMessages.backupSection.explanation(videos)}
        onClose={() => setAsking(false)}
        onConfirm={() => restore(false)}
      />
      <ConfirmRestore
        open={isForeign}
        title={settingsMessages.backupSection.confirmForeign}
        description={settingsMessages.backupSection.foreign}
        onClose={() => setIsForeign(false)}
        onConfirm={() => restore(true)}
      />
    </form>
  );
}

/** The backup turned out to be encrypted. */
function wantsPassphrase(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'backup.passphraseRequired' || code === 'backup.passphraseWrong';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof ORPCError ? String(error.code) : undefined;
}

interface ConfirmRestoreProps {
  open: boolean;
  title: string;
  description: string;
  onClose(): void;
  onConfirm(): void;
}

function ConfirmRestore({ onConfirm, ...dialog }: ConfirmRestoreProps): React.JSX.Element {
  return (
    <Dialog
      {...dialog}
      actions={
        <>
          <Button onClick={dialog.onClose}>{settingsMessages.backupSection.keep}</Button>
          <Button kind="primary" onClick={onConfirm}>
            {settingsMessages.backupSection.restoreNow}
          </Button>
        </>
      }
    />
  );
}
