import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  type BatchKind,
  type BatchPlace,
  type BatchRequest,
  notHere,
} from '../../../../shared/index.ts';
import { useApi } from '../../../client/api.ts';
import { Button } from '../../../primitives/Button.tsx';
import { Dialog } from '../../../primitives/Dialog.tsx';
import { Select } from '../../../primitives/Select.tsx';
import { ErrorLine } from '../../../primitives/StateViews.tsx';
import { TextField } from '../../../primitives/TextField.tsx';
import { kindWords, places } from './batchWords.ts';
import { OutgoingFigure } from './OutgoingFigure.tsx';
import { readBatchFile } from './readBatchFile.ts';

interface Read {
  kind: BatchKind;
  requests: BatchRequest[];
}

/** Makes a batch of a file of requests, with the first of them in sight. */
export function NewBatchDialog({ onClose }: { onClose(): void }): React.JSX.Element {
  const { procedures } = useApi();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [place, setPlace] = useState<BatchPlace>('there');
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
  const take = async (file: File): Promise<void> => {
    setRead(undefined);
    setRefusal(undefined);
    const result = await readBatchFile(file).catch(() => ({
      refusal: 'The file could not be read. Choose it again.',
    }));
    if ('refusal' in result) return setRefusal(result.refusal);
    setRead(result);
    setName((before) =>
      before === '' ? file.name.replace(/\.jsonl?$/i, '').slice(0, 200) : before,
    );
  };
  const onlyThere = read && notHere[read.kind];
  const submit = (): void => {
    if (read === undefined) return;
    mutate({ name, place: onlyThere === undefined ? place : 'there', ...read });
  };
  const [first] = read?.requests ?? [];
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title="New batch"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            disabled={isPending || read === undefined || name.trim() === ''}
            onClick={submit}
          >
            {isPending ? 'Queueing…' : 'Queue it'}
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
        <label className="flex flex-col gap-1 text-small font-medium text-ink-2">
          File of requests
          <input
            type="file"
            accept=".jsonl,.json,application/jsonl"
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file !== undefined) void take(file);
            }}
            className="rounded-control border border-line-strong bg-raised text-body font-normal text-ink file:mr-3 file:h-7 file:border-0 file:bg-hover file:px-3 file:text-ink"
          />
        </label>
        {refusal !== undefined && (
          <p role="alert" className="rounded-control bg-bad-soft px-3 py-2 text-bad">
            {refusal}
          </p>
        )}
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="Name"
            maxLength={200}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <Select<BatchPlace>
            label="Where"
            value={onlyThere === undefined ? place : 'there'}
            options={places.filter(({ value }) => onlyThere === undefined || value === 'there')}
            onChange={setPlace}
          />
        </div>
        {onlyThere !== undefined && <p className="text-small text-ink-2">{onlyThere}</p>}
        {read !== undefined && first !== undefined && (
          <OutgoingFigure
            title={`${read.requests.length.toLocaleString('en')} × ${kindWords[read.kind]}, the first:`}
            kind={read.kind}
            body={first.body}
          />
        )}
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
