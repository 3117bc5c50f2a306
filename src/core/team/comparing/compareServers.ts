import {
  type BatchId,
  type BatchKind,
  type ComparedAnswer,
  type ComparisonEvent,
  type EndpointId,
  roleOfKind,
} from '../../../shared/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import {
  getBatch,
  getEndpoint,
  type Library,
  listRows,
  type StoredEndpoint,
} from '../../library/index.ts';
import { readAnswer } from '../batches/answers/readAnswer.ts';
import { buildRequest } from '../batches/outgoing/buildRequest.ts';
import { type MediaFiles, soundMsOf } from '../batches/outgoing/mediaFiles.ts';
import type { RemoteServers } from '../endpoints/types.ts';
import { agreement, textOf } from './agreement.ts';

const requestTimeoutMs = 300_000;
const longestText = 4_000;

export interface Comparing {
  library: Library;
  servers: RemoteServers;
  media: MediaFiles;
}

export interface ComparisonInput {
  from: EndpointId;
  to: EndpointId;
  batchId: BatchId;
  requests: number;
}

/**
 * A dry run before a model is replaced: two servers are asked for the same real requests, one at a
 * time and in turns; nothing is stored. Errors: `endpoint.notFound`, `batch.notFound`,
 * `endpoint.notApproved`, `usage.invalid` when the servers are not for what the batch asks.
 */
export async function* compareServers(
  { library, servers, media }: Comparing,
  { from, to, batchId, requests }: ComparisonInput,
  signal = new AbortController().signal,
): AsyncGenerator<ComparisonEvent> {
  const batch = getBatch(library, batchId);
  if (batch === undefined) throw new AppError('batch.notFound', `There is no batch ${batchId}.`);
  const sides = [from, to].map((id) => usable(library, id, batch.kind));
  const [old, next] = sides;
  if (old === undefined || next === undefined) throw new Error('Two servers are compared.');
  const answers: { from: Asked; to: Asked; agreement: number | undefined }[] = [];
  const { total } = listRows(library, batchId, { offset: 0, limit: 1 });
  const sample = Math.min(requests, total);
  for (let index = 0; index < sample; index++) {
    signal.throwIfAborted();
    const offset = Math.floor((index * total) / sample);
    const [row] = listRows(library, batchId, { offset, limit: 1 }).rows;
    if (row === undefined) continue;
    const ask = (endpoint: StoredEndpoint): Promise<Asked> =>
      askOne({ servers, media, endpoint, kind: batch.kind, request: row.request, signal });
    // Who is asked first may find the machines colder.
    const first = await ask(index % 2 === 0 ? old : next);
    const second = await ask(index % 2 === 0 ? next : old);
    const pair = index % 2 === 0 ? { from: first, to: second } : { from: second, to: first };
    const bothValid = pair.from.valid && pair.to.valid;
    const agrees = agreement(batch.kind, pair.from.body, pair.to.body);
    answers.push({ ...pair, agreement: bothValid ? agrees : undefined });
    yield {
      ...{ type: 'pair', customId: row.customId },
      ...{ from: shown(pair.from), to: shown(pair.to), agreement: bothValid ? agrees : 0 },
    };
  }
  const agreed = answers.flatMap((each) => each.agreement ?? []);
  yield {
    ...{ type: 'done', requests: answers.length },
    from: summed(answers.map((each) => each.from)),
    to: summed(answers.map((each) => each.to)),
    ...(agreed.length > 0 && {
      agreement: agreed.reduce((sum, each) => sum + each, 0) / agreed.length,
    }),
  };
}

function usable(library: Library, id: EndpointId, kind: BatchKind): StoredEndpoint {
  const endpoint = getEndpoint(library, id);
  if (endpoint === undefined) throw new AppError('endpoint.notFound', `There is no server ${id}.`);
  const { name, role, approvedAtMs } = endpoint;
  if (role !== roleOfKind[kind]) {
    throw new AppError('usage.invalid', `${name} is for ${role}; the batch asks for ${kind}.`);
  }
  if (approvedAtMs === undefined) {
    throw new AppError('endpoint.notApproved', `You have not agreed to what is sent to ${name}.`);
  }
  return endpoint;
}

interface Asked extends ComparedAnswer {
  body: unknown;
}

async function askOne({
  servers,
  media,
  endpoint,
  kind,
  request,
  signal,
}: {
  servers: RemoteServers;
  media: MediaFiles;
  endpoint: StoredEndpoint;
  kind: BatchKind;
  request: Readonly<Record<string, unknown>>;
  signal: AbortSignal;
}): Promise<Asked> {
  const startedMs = performance.now();
  try {
    const asking = { kind, body: request, endpoint, misfit: undefined };
    const { release, ...built } = await buildRequest(asking, media, signal);
    const { body, latencyMs } = await servers
      .call(endpoint.id, { ...built, timeoutMs: requestTimeoutMs, signal })
      .finally(release);
    const read = readAnswer({ kind, request, soundMs: soundMsOf(request, media) }, body);
    const text = read.fits ? textOf(kind, body) : read.why;
    return { body, valid: read.fits, text, latencyMs, outputTokens: read.outputTokens };
  } catch (error) {
    signal.throwIfAborted();
    const { message: text } = toAppError(error);
    const latencyMs = performance.now() - startedMs;
    return { body: undefined, valid: false, text, latencyMs, outputTokens: 0 };
  }
}

function shown({ valid, text, latencyMs, outputTokens }: Asked): ComparedAnswer {
  return { valid, text: text.slice(0, longestText), latencyMs, outputTokens };
}

function summed(answers: readonly Asked[]) {
  const times = answers.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return {
    valid: answers.filter(({ valid }) => valid).length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    outputTokens: answers.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
  };
}
