import type { ComparisonId, EndpointId } from '../../../contract/index.ts';
import { roleOfKind } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { JobKind, StageContext } from '../../jobs/index.ts';
import type { MediaFiles } from '../batches/outgoing/mediaFiles.ts';
import type { StoredEndpoint } from '../endpoints/endpointRepository.ts';
import type { RemoteServers } from '../endpoints/types.ts';
import { agreement } from './agreement.ts';
import { type Asked, askServer } from './askServer.ts';
import { getComparison, insertPair, type StoredComparison } from './comparisonRepository.ts';
import { listSetRequests } from './requestSetRepository.ts';

export type ComparisonPayload = { comparisonId: ComparisonId };

export interface ComparisonKindTools {
  library: Library;
  servers: RemoteServers;
  /** What requests name of the library. */
  media: MediaFiles;
}

/**
 * The job that asks two servers for the same saved requests, one at a time and in turns. Both
 * answers to a request are stored as they come, so that a run after a restart goes on with the
 * next request.
 */
export function createComparisonKind(tools: ComparisonKindTools): JobKind<ComparisonPayload> {
  return {
    kind: 'comparison',
    maxAttempts: 5,
    // An answer that fails is an answer, too: what is left is the library, or the user's consent.
    isRetryable: (code) => code === 'disk.full',
    stages: [
      {
        name: 'pairs',
        weight: 1,
        resource: 'server',
        run: (context) => context.releaseWhile(() => askAll(tools, context)),
      },
    ],
  };
}

async function askAll(
  tools: ComparisonKindTools,
  { payload, signal, progress }: StageContext<ComparisonPayload>,
): Promise<void> {
  const { library } = tools;
  const comparison = getComparison(library, payload.comparisonId);
  // Removed meanwhile.
  if (comparison === undefined) return;
  const { id, setId, requests: total } = comparison;
  for (let position = comparison.compared; position < total; position++) {
    signal.throwIfAborted();
    const [request] = listSetRequests(library, setId, { offset: position, limit: 1 });
    if (request === undefined) return;
    const pair = await askBoth(tools, { comparison, position, request: request.body, signal });
    signal.throwIfAborted();
    insertPair(library, id, { position, ...pair });
    progress((position + 1) / total, { done: position + 1, total });
  }
}

interface Question {
  comparison: StoredComparison;
  position: number;
  request: Readonly<Record<string, unknown>>;
  signal: AbortSignal;
}

async function askBoth(
  { servers, media }: ComparisonKindTools,
  { comparison: { kind, fromId, toId }, position, request, signal }: Question,
): Promise<{ from: Asked; to: Asked; agreement: number | undefined }> {
  const ask = async (endpointId: EndpointId): Promise<Asked> => {
    // Looked up each time: the user may take the consent back meanwhile.
    const endpoint = await usableEndpoint(servers, endpointId, kind);
    return askServer({ servers, media, endpoint, kind, request, signal });
  };
  // Who is asked first may find the machines colder.
  const isOldFirst = position % 2 === 0;
  const first = await ask(isOldFirst ? fromId : toId);
  const second = await ask(isOldFirst ? toId : fromId);
  const pair = isOldFirst ? { from: first, to: second } : { from: second, to: first };
  const bothValid = pair.from.valid && pair.to.valid;
  const agrees = bothValid ? agreement(kind, pair.from.body, pair.to.body) : undefined;
  return { ...pair, agreement: agrees };
}

/** Errors: `endpoint.notFound`, `endpoint.notApproved`; `usage.invalid` for another role. */
export async function usableEndpoint(
  servers: RemoteServers,
  id: EndpointId,
  kind: StoredComparison['kind'],
): Promise<StoredEndpoint> {
  const endpoint = await servers.get(id);
  const { name, role, approvedAtMs } = endpoint;
  if (role !== roleOfKind[kind]) {
    throw new AppError(
      'usage.invalid',
      `${name} is for ${role}, but the set contains ${kind} requests.`,
    );
  }
  if (approvedAtMs === undefined) {
    throw new AppError('endpoint.notApproved', `Sending data to ${name} is not approved.`);
  }
  return endpoint;
}
