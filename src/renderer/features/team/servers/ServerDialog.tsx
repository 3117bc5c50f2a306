import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Endpoint } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamServersMessages } from '../../../messages/team/teamServers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { toast } from '../../../ui/overlays/Toasts.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { CertificateField } from '../CertificateField.tsx';
import { formOf, readForm, type ServerForm } from './serverForm.ts';
import { roles, statusBadge } from './serverLabels.ts';

/** A new server, or the facts of one. */
export function ServerDialog({
  server,
  keysPersist,
  onClose,
}: {
  server?: Endpoint;
  keysPersist: boolean;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [form, setForm] = useState<ServerForm>(() => formOf(server));
  const [asked, setAsked] = useState(false);
  const onSuccess = (saved: Endpoint): void => {
    void queryClient.invalidateQueries({ queryKey: procedures.endpoints.key() });
    toast(teamServersMessages.serverDialog.saved(saved.name, statusBadge(saved).label));
    onClose();
  };
  const add = useMutation(procedures.endpoints.add.mutationOptions({ onSuccess }));
  const change = useMutation(procedures.endpoints.change.mutationOptions({ onSuccess }));
  const isPending = add.isPending || change.isPending;
  const error = add.error ?? change.error;
  const read = readForm(form);
  const problems = asked && 'problems' in read ? read.problems : {};

  const submit = (): void => {
    setAsked(true);
    if ('problems' in read) return;
    const { fields, key } = read;
    if (server === undefined) add.mutate({ ...fields, ...(key !== '' && { key }) });
    else change.mutate({ id: server.id, fields, ...(key !== '' && { key }) });
  };
  const field = (name: Exclude<keyof ServerForm, 'role'>) => ({
    value: form[name],
    error: problems[name],
    onChange: ({ target }: { target: { value: string } }) =>
      setForm((before) => ({ ...before, [name]: target.value })),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={
        server === undefined
          ? teamServersMessages.serverDialog.add
          : teamServersMessages.serverDialog.edit(server.name)
      }
      description={teamServersMessages.serverDialog.explanation}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button kind="primary" disabled={isPending} onClick={submit}>
            {isPending
              ? teamServersMessages.serverDialog.checking
              : server === undefined
                ? teamServersMessages.serverDialog.addAndCheck
                : commonMessages.save}
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
        <div className="grid grid-cols-[1fr_180px] gap-3">
          <TextField
            label={commonMessages.name}
            placeholder={teamServersMessages.serverDialog.nameExample}
            {...field('name')}
          />
          <Select
            label={commonMessages.role}
            value={form.role}
            options={roles}
            onChange={(role) => setForm((before) => ({ ...before, role }))}
          />
        </div>
        <TextField
          label={teamServersMessages.serverDialog.address}
          placeholder="https://gpu.example:8000"
          {...field('url')}
        />
        <TextField
          label={commonMessages.model}
          placeholder={teamServersMessages.serverDialog.modelExample}
          note={teamServersMessages.serverDialog.modelNote}
          {...field('model')}
        />
        <TextField
          label={
            server?.hasKey === true
              ? teamServersMessages.serverDialog.newKey
              : teamServersMessages.serverDialog.key
          }
          type="password"
          autoComplete="off"
          note={
            keysPersist
              ? teamServersMessages.serverDialog.keyNote
              : teamServersMessages.serverDialog.noKeychain
          }
          {...field('key')}
        />
        <details>
          <summary className="text-small font-medium text-ink-2">
            {teamServersMessages.serverDialog.more}
          </summary>
          <div className="mt-3 grid grid-cols-2 gap-3">
            <TextField
              label={teamServersMessages.serverDialog.priority}
              inputMode="numeric"
              note={teamServersMessages.serverDialog.priorityNote}
              {...field('priority')}
            />
            <TextField
              label={teamServersMessages.serverDialog.concurrency}
              inputMode="numeric"
              {...field('maxConcurrency')}
            />
            <TextField
              label={teamServersMessages.serverDialog.inputPrice}
              inputMode="decimal"
              {...field('inputPrice')}
            />
            <TextField
              label={teamServersMessages.serverDialog.outputPrice}
              inputMode="decimal"
              {...field('outputPrice')}
            />
            <TextField
              label={teamServersMessages.serverDialog.proxy}
              placeholder="http://proxy.example:3128"
              className="col-span-2"
              {...field('proxyUrl')}
            />
            <CertificateField
              value={form.caPem}
              error={problems.caPem}
              onChange={(caPem) => setForm((before) => ({ ...before, caPem }))}
              className="col-span-2"
            />
          </div>
        </details>
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
