import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Endpoint } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Select } from '../../../ui/Select.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { toast } from '../../../ui/Toasts.tsx';
import { AuthorityField } from '../AuthorityField.tsx';
import { formOf, readForm, type ServerForm } from './serverForm.ts';
import { roles, standingOf } from './serverWords.ts';

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
    toast(`${saved.name} is kept: ${standingOf(saved).word.toLowerCase()}.`);
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
      title={server === undefined ? 'Add a server' : `Edit ${server.name}`}
      description="It is checked at once with a few tiny calls. Nothing else is sent before you agree to it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={isPending} onClick={submit}>
            {isPending ? 'Checking…' : server === undefined ? 'Add and check' : 'Save'}
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
          <TextField label="Name" placeholder="GPU box" {...field('name')} />
          <Select
            label="Role"
            value={form.role}
            options={roles}
            onChange={(role) => setForm((before) => ({ ...before, role }))}
          />
        </div>
        <TextField label="Address" placeholder="https://gpu.example:8000" {...field('url')} />
        <TextField
          label="Model"
          placeholder="The one that it serves"
          note="Only needed when the server offers several."
          {...field('model')}
        />
        <TextField
          label={server?.hasKey === true ? 'New key' : 'Key'}
          type="password"
          autoComplete="off"
          note={
            keysPersist
              ? 'Kept in the system’s keychain, sent to this server alone.'
              : 'This system has no keychain: the key lasts until Trendroom ends.'
          }
          {...field('key')}
        />
        <details>
          <summary className="text-small font-medium text-ink-2">More</summary>
          <div className="mt-3 grid grid-cols-2 gap-3">
            <TextField
              label="Place in its role’s order"
              inputMode="numeric"
              note="Lower is asked first."
              {...field('priority')}
            />
            <TextField
              label="Requests at a time at most"
              inputMode="numeric"
              {...field('maxConcurrency')}
            />
            <TextField
              label="Price of a million tokens in"
              inputMode="decimal"
              {...field('inputPrice')}
            />
            <TextField
              label="Price of a million tokens out"
              inputMode="decimal"
              {...field('outputPrice')}
            />
            <TextField
              label="Proxy"
              placeholder="http://proxy.example:3128"
              className="col-span-2"
              {...field('proxyUrl')}
            />
            <AuthorityField
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
