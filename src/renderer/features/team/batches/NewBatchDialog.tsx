import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type Batch, type BatchPlace, notLocal } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { uploadFiles, useUploads } from '../../../client/files/uploadFiles.ts';
import { formatBytes } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamBatchesMessages } from '../../../messages/team/teamBatches.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { kindLabels, places } from './batchLabels.ts';
import { OutgoingFigure } from './outgoing/OutgoingFigure.tsx';
import { type ReadFile, RequestsFileField } from './RequestsFileField.tsx';

type Read = Exclude<ReadFile, { refusal: string }>;

interface Asked {
  name: string;
  place: BatchPlace;
  read: Read;
}

/** Makes a batch of a file of requests, with the first of them in sight. */
export function NewBatchDialog({ onClose }: { onClose(): void }): React.JSX.Element {
  const { client } = useApi();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [place, setPlace] = useState<BatchPlace>('remote');
  const [read, setRead] = useState<Read>();
  const [refusal, setRefusal] = useState<string>();
  const { mutate, error, isPending } = useMutation({
    // Undefined: it was cancelled while the file was sent.
    mutationFn: async ({ name, place, read }: Asked): Promise<Batch | undefined> => {
      const { kind, requests, isLarge, file } = read;
      if (!isLarge) return client.batches.create({ name, place, kind, requests });
      const uploadId = await uploadFiles([file]);
      return uploadId && client.batches.create({ name, place, uploadId });
    },
    onSuccess: (batch) => {
      if (batch === undefined) return;
      onClose();
      navigate(`/team/batch/${batch.id}`);
    },
  });
  const sending = useUploads();
  const isSending = isPending && read?.isLarge === true && sending.totalBytes > 0;
  const close = (): void => {
    if (isSending) sending.cancel?.();
    onClose();
  };
  const take = (file: ReadFile): void => {
    const isRefused = 'refusal' in file;
    setRefusal(isRefused ? file.refusal : undefined);
    setRead(isRefused ? undefined : file);
    if (!isRefused) setName((before) => (before === '' ? file.name : before));
  };
  const remoteOnly = read && notLocal[read.kind];
  const submit = (): void => {
    if (read === undefined) return;
    mutate({ name, place: remoteOnly === undefined ? place : 'remote', read });
  };
  const [first] = read?.requests ?? [];
  return (
    <Dialog
      open
      onClose={close}
      width="medium"
      title={teamBatchesMessages.newBatchDialog.title}
      actions={
        <>
          <Button onClick={close}>{commonMessages.cancel}</Button>
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
            title={
              read.isLarge
                ? teamBatchesMessages.newBatchDialog.firstOfLarge(
                    formatBytes(read.file.size),
                    kindLabels[read.kind],
                  )
                : teamBatchesMessages.newBatchDialog.first(
                    read.requests.length,
                    kindLabels[read.kind],
                  )
            }
            kind={read.kind}
            body={first.body}
          />
        )}
        {isSending && (
          <ProgressBar
            label={teamBatchesMessages.newBatchDialog.sending}
            fraction={sending.sentBytes / sending.totalBytes}
          />
        )}
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
