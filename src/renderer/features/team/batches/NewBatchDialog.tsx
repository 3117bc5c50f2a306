import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  type BatchKind,
  type BatchPlace,
  type BatchRequest,
  notLocal,
} from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamBatchesMessages } from '../../../messages/teamBatches.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Select } from '../../../ui/Select.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { kindWords, places } from './batchWords.ts';
import { OutgoingFigure } from './outgoing/OutgoingFigure.tsx';
import { type ReadFile, RequestsFileField } from './RequestsFileField.tsx';

interface Read {
  kind: BatchKind;
  requests: BatchRequest[];
}

/** Makes a batch of a file of requests, with the first of them in sight. */
export function NewBatchDialog({ onClose }: { onClose(): void }): React.JSX.Element {
  const { procedures } = useApi();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [place, setPlace] = useState<BatchPlace>('remote');
  const [read, setRead] = useState<Read>();
  const [refusal, setRefusal] = useState<string>();
  const { mutate, error, isPending } = useMutation(
    procedures.batches.create.mutationOptions({
      onSuccess: ({ id }) => {
        onClose();
        navigate(`/team/batch/${id}`);
      },
    }),
  );
  const take = (file: ReadFile): void => {
    const isRefused = 'refusal' in file;
    setRefusal(isRefused ? file.refusal : undefined);
    setRead(isRefused ? undefined : file);
    if (!isRefused) setName((before) => (before === '' ? file.name : before));
  };
  const remoteOnly = read && notLocal[read.kind];
  const submit = (): void => {
    if (read === undefined) return;
    const { kind, requests } = read;
    mutate({ name, place: remoteOnly === undefined ? place : 'remote', kind, requests });
  };
  const [first] = read?.requests ?? [];
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={teamBatchesMessages.newBatchDialog.title}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button
            kind="primary"
            disabled={isPending || read === undefined || name.trim() === ''}
            onClick={submit}
          >
            {isPending ? teamBatchesMessages.newBatchDialog.creating : commonMessages.create}
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
        <RequestsFileField refusal={refusal} onRead={take} />
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={commonMessages.name}
            maxLength={200}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <Select<BatchPlace>
            label={teamBatchesMessages.newBatchDialog.place}
            value={remoteOnly === undefined ? place : 'remote'}
            options={places.filter(({ value }) => remoteOnly === undefined || value === 'remote')}
            onChange={setPlace}
          />
        </div>
        {remoteOnly !== undefined && <p className="text-small text-ink-2">{remoteOnly}</p>}
        {read !== undefined && first !== undefined && (
          <OutgoingFigure
            title={teamBatchesMessages.newBatchDialog.first(
              read.requests.length,
              kindWords[read.kind],
            )}
            kind={read.kind}
            body={first.body}
          />
        )}
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
