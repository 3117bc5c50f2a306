import { useQuery } from '@tanstack/react-query';
import {
  type Batch,
  type BatchKind,
  type BatchRequest,
  type Endpoint,
  mostSetRequests,
  roleOfKind,
} from '../../../../shared/index.ts';
import { useApi } from '../../../client/api.ts';
import { Select } from '../../../primitives/Select.tsx';
import { TextField } from '../../../primitives/TextField.tsx';
import { kindWords } from '../batches/batchWords.ts';
import { readBatchFile } from '../batches/readBatchFile.ts';

/** Where the requests of a comparison come from. */
export type SetSource =
  | { from: 'set'; setId: string }
  | { from: 'batch'; batchId: string; requests: string }
  | { from: 'file'; name: string; kind?: BatchKind; requests: BatchRequest[]; refusal?: string };

export const usualRequests = '20';

/** Batches of the kinds that a server's role answers. */
export function useBatchesFor(server: Endpoint): Batch[] {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.batches.list.queryOptions({ input: {} }));
  return (data?.batches ?? []).filter(({ kind }) => roleOfKind[kind] === server.role);
}

/** A batch and how many of its requests. */
export function BatchFields({
  batches,
  source,
  onChange,
}: {
  batches: readonly Batch[];
  source: Extract<SetSource, { from: 'batch' }>;
  onChange(source: SetSource): void;
}): React.JSX.Element {
  if (batches.length === 0) {
    return <p className="text-small text-ink-2">No batch of this role yet. Choose a file.</p>;
  }
  return (
    <div className="grid grid-cols-[1fr_140px] gap-3">
      <Select
        label="Batch"
        value={source.batchId}
        options={batches.map(({ id, name, kind }) => ({
          value: id,
          label: `${name} · ${kindWords[kind]}`,
        }))}
        onChange={(batchId) => onChange({ ...source, batchId })}
      />
      <TextField
        label="Requests at most"
        inputMode="numeric"
        value={source.requests}
        error={
          readCount(source.requests) === undefined
            ? `A number from 1 to ${mostSetRequests}.`
            : undefined
        }
        onChange={({ target }) => onChange({ ...source, requests: target.value })}
      />
    </div>
  );
}

/** An OpenAI batch file. */
export function FileField({
  source,
  onChange,
}: {
  source: Extract<SetSource, { from: 'file' }>;
  onChange(source: SetSource): void;
}): React.JSX.Element {
  const take = async (file: File): Promise<void> => {
    const read = await readBatchFile(file).catch(() => ({
      refusal: 'The file could not be read. Choose it again.',
    }));
    const name = file.name.replace(/\.jsonl?$/i, '').slice(0, 200);
    if ('refusal' in read) {
      return onChange({ from: 'file', name, requests: [], refusal: read.refusal });
    }
    const { length } = read.requests;
    if (length > mostSetRequests) {
      const refusal = `A set has at most ${mostSetRequests} requests; the file has ${length}.`;
      return onChange({ from: 'file', name, requests: [], refusal });
    }
    onChange({ from: 'file', name, ...read });
  };
  return (
    <>
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
      {source.refusal !== undefined && (
        <p role="alert" className="rounded-control bg-bad-soft px-3 py-2 text-bad">
          {source.refusal}
        </p>
      )}
    </>
  );
}

/** How many requests are typed; undefined when that is no number a set can have. */
export function readCount(text: string): number | undefined {
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= mostSetRequests ? count : undefined;
}
