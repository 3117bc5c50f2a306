import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  batchIdSchema,
  type Endpoint,
  type RequestSetId,
  requestSetIdSchema,
} from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamComparisonsMessages } from '../../../messages/team/teamComparisons.ts';
import { Button } from '../../../ui/Button.tsx';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { Select } from '../../../ui/inputs/Select.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { setsFor, sidesFor } from './comparisonLabels.ts';
import { FirstRequest } from './FirstRequest.tsx';
import {
  BatchFields,
  FileField,
  readCount,
  type SetSource,
  useBatchesFor,
  usualRequests,
} from './SetFields.tsx';
import { useRequestSets } from './useRequestSets.ts';

const sources = [
  { value: 'set', label: teamComparisonsMessages.compareDialog.savedSet },
  { value: 'batch', label: teamComparisonsMessages.compareDialog.batch },
  { value: 'file', label: teamComparisonsMessages.compareDialog.file },
] as const;

/** Begins a dry run: two servers of a role, and real requests that both are asked for. */
export function CompareDialog({
  server,
  servers,
  onClose,
}: {
  server: Endpoint;
  servers: readonly Endpoint[];
  onClose(): void;
}): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const offered = servers.filter(({ role }) => role === server.role);
  const sides = sidesFor(server, servers);
  const [fromId, setFromId] = useState<string>(sides?.from.id ?? server.id);
  const [toId, setToId] = useState<string>(sides?.to.id ?? '');
  const [from, to] = [fromId, toId].map((id) => offered.find((each) => each.id === id));
  const sets = useRequestSets();
  const saved = setsFor(server, sets.data?.sets ?? []);
  const batches = useBatchesFor(server);
  const [chosen, setSource] = useState<SetSource>();
  const source: SetSource = chosen ?? {
    ...(saved[0] === undefined
      ? { from: 'batch', batchId: batches[0]?.id ?? '', requests: usualRequests }
      : { from: 'set', setId: saved[0].id }),
  };
  const change = (kind: SetSource['from']): void => {
    if (kind === 'set') setSource({ from: 'set', setId: saved[0]?.id ?? '' });
    else if (kind === 'file') setSource({ from: 'file', name: '', requests: [] });
    else setSource({ from: 'batch', batchId: batches[0]?.id ?? '', requests: usualRequests });
  };
  const setOf = async (): Promise<RequestSetId> => {
    switch (source.from) {
      case 'set':
        return requestSetIdSchema.parse(source.setId);
      case 'batch': {
        const batchId = batchIdSchema.parse(source.batchId);
        const name =
          batches.find(({ id }) => id === batchId)?.name ??
          teamComparisonsMessages.compareDialog.requests;
        const requests = readCount(source.requests) ?? 1;
        return (await client.requestSets.takeFromBatch({ name, batchId, requests })).id;
      }
      case 'file': {
        const { name, kind = 'chat', requests } = source;
        return (await client.requestSets.create({ name, kind, requests })).id;
      }
      default:
        return source satisfies never;
    }
  };
  const start = useMutation({
    mutationFn: async (pair: { from: Endpoint; to: Endpoint }) => {
      const setId = await setOf();
      return client.comparisons.start({ setId, from: pair.from.id, to: pair.to.id });
    },
    onSuccess: ({ id }) => {
      onClose();
      navigate(`/team/comparison/${id}`);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: procedures.requestSets.key() }),
  });
  const unapproved = [from, to].filter(
    (each) => each !== undefined && each.approvedAtMs === undefined,
  );
  const refusal =
    offered.length < 2
      ? teamComparisonsMessages.compareDialog.onlyOne
      : fromId === toId
        ? teamComparisonsMessages.compareDialog.sameServer
        : unapproved.length > 0
          ? teamComparisonsMessages.compareDialog.notApproved(
              unapproved.map((each) => each?.name).join(' and '),
            )
          : undefined;
  const isReady = refusal === undefined && hasRequests(source);
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={teamComparisonsMessages.compareDialog.title}
      description={teamComparisonsMessages.compareDialog.explanation}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button
            kind="primary"
            disabled={!isReady || start.isPending}
            onClick={() => {
              if (from !== undefined && to !== undefined) start.mutate({ from, to });
            }}
          >
            {start.isPending
              ? teamComparisonsMessages.compareDialog.starting
              : teamComparisonsMessages.compareDialog.start}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="grid grid-cols-2 gap-3">
          <Select
            label={teamComparisonsMessages.compareDialog.current}
            value={fromId}
            options={optionsOf(offered)}
            onChange={setFromId}
          />
          <Select
            label={teamComparisonsMessages.compareDialog.candidate}
            value={toId}
            options={optionsOf(offered)}
            onChange={setToId}
          />
        </div>
        {refusal !== undefined && (
          <p role="status" className="rounded-control bg-caution-soft px-3 py-2 text-caution">
            {refusal}
          </p>
        )}
        <span className="flex">
          <SegmentedControl
            label={teamComparisonsMessages.compareDialog.source}
            value={source.from}
            options={sources}
            onChange={change}
          />
        </span>
        {source.from === 'batch' && (
          <BatchFields batches={batches} source={source} onChange={setSource} />
        )}
        {source.from === 'file' && <FileField source={source} onChange={setSource} />}
        {source.from === 'set' &&
          (saved.length === 0 ? (
            <p className="text-small text-ink-2">{teamComparisonsMessages.compareDialog.noSets}</p>
          ) : (
            <Select
              label={teamComparisonsMessages.compareDialog.set}
              value={source.setId}
              options={saved.map(({ id, name, requests }) => ({
                value: id,
                label: teamComparisonsMessages.compareDialog.setOption(name, requests),
              }))}
              onChange={(setId) => setSource({ from: 'set', setId })}
            />
          ))}
        <FirstRequest source={source} />
        {start.error !== null && <ErrorLine error={start.error} />}
      </div>
    </Dialog>
  );
}

function hasRequests(source: SetSource): boolean {
  switch (source.from) {
    case 'set':
      return source.setId !== '';
    case 'batch':
      return source.batchId !== '' && readCount(source.requests) !== undefined;
    case 'file':
      return source.requests.length > 0;
    default:
      return source satisfies never;
  }
}

function optionsOf(servers: readonly Endpoint[]): { value: string; label: string }[] {
  return servers.map(({ id, name, model, contract }) => {
    const named = model === '' ? contract?.models[0] : model;
    return {
      value: id,
      label: named === undefined ? name : teamComparisonsMessages.compareDialog.option(name, named),
    };
  });
}
