import { useQuery } from '@tanstack/react-query';
import {
  type Batch,
  type BatchKind,
  type BatchRequest,
  type Endpoint,
  maxSetRequests,
  roleOfKind,
} from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { teamComparisonsMessages } from '../../../messages/team/teamComparisons.ts';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { kindLabels } from '../batches/batchLabels.ts';
import { type ReadFile, RequestsFileField } from '../batches/RequestsFileField.tsx';

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
    return <p className="text-small text-ink-2">{teamComparisonsMessages.setFields.noBatch}</p>;
  }
  return (
    <div className="grid grid-cols-[1fr_140px] gap-3">
      <Select
        label={teamComparisonsMessages.setFields.batch}
        value={source.batchId}
        options={batches.map(({ id, name, kind }) => ({
          value: id,
          label: teamComparisonsMessages.setFields.option(name, kindLabels[kind]),
        }))}
        onChange={(batchId) => onChange({ ...source, batchId })}
      />
      <TextField
        label={teamComparisonsMessages.setFields.maxRequests}
        inputMode="numeric"
        value={source.requests}
        error={
          readCount(source.requests) === undefined
            ? teamComparisonsMessages.setFields.range(maxSetRequests)
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
  const take = (file: ReadFile): void => {
    const refusal = 'refusal' in file ? file.refusal : tooMany(file.requests.length);
    if (refusal !== undefined) {
      onChange({ from: 'file', name: file.name, requests: [], refusal });
    } else if ('requests' in file) {
      onChange({ from: 'file', ...file });
    }
  };
  return <RequestsFileField refusal={source.refusal} onRead={take} />;
}

function tooMany(requests: number): string | undefined {
  return requests > maxSetRequests
    ? teamComparisonsMessages.setFields.tooMany(maxSetRequests, requests)
    : undefined;
}

/** How many requests are typed; undefined when that is no number a set can have. */
export function readCount(text: string): number | undefined {
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= maxSetRequests ? count : undefined;
}
