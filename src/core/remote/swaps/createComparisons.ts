import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Comparison,
  ComparisonId,
  EndpointId,
  RequestSet,
  RequestSetId,
} from '../../../contract/index.ts';
import { roleOfKind } from '../../../contract/index.ts';
import { AppError, type Logger, newId, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { MediaFiles } from '../batches/outgoing/mediaFiles.ts';
import { getEndpoint, type StoredEndpoint } from '../endpoints/endpointRepository.ts';
import type { RemoteServers } from '../endpoints/types.ts';
import { agreement } from './agreement.ts';
import { type Asked, askServer, modelOf } from './askServer.ts';
import {
  decideComparison,
  endComparison,
  getComparison,
  insertComparison,
  insertPair,
  interruptComparisons,
  listComparisons,
  listPairs,
  removeComparison,
} from './comparisonRepository.ts';
import type { Switches } from './createSwitches.ts';
import { describeComparison } from './describeComparison.ts';
import { getRequestSet, listSetRequests } from './requestSetRepository.ts';

export type Comparisons = ReturnType<typeof createComparisons>;

export interface ComparisonsOptions {
  library: Library;
  servers: RemoteServers;
  /** What requests name of the library. */
  media: MediaFiles;
  switches: Switches;
  logger: Logger;
}

const watchEveryMs = 250;
const shownComparisons = 100;

interface Running {
  stop: AbortController;
  ended: Promise<void>;
}

/**
 * Dry runs before a model is replaced: two servers are asked for the same saved requests, one at a
 * time and in turns, and both answers are kept as they come. A process that ends leaves what was
 * answered and the state `interrupted`. Errors: `comparison.notFound`, `requestSet.notFound`,
 * `endpoint.notFound`, `endpoint.notApproved`, `usage.invalid`.
 */
export function createComparisons(options: ComparisonsOptions) {
  const { library, servers, media, switches, logger } = options;
  const running = new Map<ComparisonId, Running>();

  const stored = (id: ComparisonId) => {
    const comparison = getComparison(library, id);
    if (comparison === undefined) {
      throw new AppError('comparison.notFound', `There is no comparison ${id}.`);
    }
    return comparison;
  };
  const get = (id: ComparisonId): Comparison => describeComparison(library, stored(id));

  const run = async (
    id: ComparisonId,
    { set, from, to }: { set: RequestSet; from: EndpointId; to: EndpointId },
    signal: AbortSignal,
  ): Promise<void> => {
    const { kind } = set;
    for (let position = 0; position < set.requests; position++) {
      signal.throwIfAborted();
      const [request] = listSetRequests(library, set.id, { offset: position, limit: 1 });
      if (request === undefined) return;
      const ask = (endpointId: EndpointId): Promise<Asked> => {
        // Asked anew each time: the user may take the consent back meanwhile.
        const endpoint = usable(library, endpointId, set);
        return askServer({ servers, media, endpoint, kind, request: request.body, signal });
      };
      // Who is asked first may find the machines colder.
      const isOldFirst = position % 2 === 0;
      const first = await ask(isOldFirst ? from : to);
      const second = await ask(isOldFirst ? to : from);
      const pair = isOldFirst ? { from: first, to: second } : { from: second, to: first };
      const bothValid = pair.from.valid && pair.to.valid;
      const agrees = bothValid ? agreement(kind, pair.from.body, pair.to.body) : undefined;
      insertPair(library, id, { position, ...pair, agreement: agrees });
    }
  };

  const begin = (id: ComparisonId, work: Parameters<typeof run>[1]): void => {
    const stop = new AbortController();
    const ended = run(id, work, stop.signal)
      .then(
        () => endComparison(library, id, { state: 'done' }),
        (error: unknown) => {
          if (stop.signal.aborted) {
            const state = stop.signal.reason === interrupted ? 'interrupted' : 'cancelled';
            return endComparison(library, id, { state });
          }
          const { code, message } = toAppError(error);
          logger.warn('a comparison failed', { id, code, reason: message });
          endComparison(library, id, { state: 'failed', error: { code, message } });
        },
      )
      .finally(() => running.delete(id));
    running.set(id, { stop, ended });
  };

  return {
    /** Those that no process works on any more are marked so; called by who runs the jobs. */
    tidy: (): void => interruptComparisons(library),
    /** Begins in the background. */
    start: (setId: RequestSetId, from: EndpointId, to: EndpointId): Comparison => {
      const set = getRequestSet(library, setId);
      if (set === undefined) throw new AppError('requestSet.notFound', `There is no set ${setId}.`);
      if (from === to) throw new AppError('usage.invalid', 'Choose two different servers.');
      const [old, next] = [usable(library, from, set), usable(library, to, set)];
      const id = newId<ComparisonId>();
      const side = (endpoint: StoredEndpoint) => ({
        ...{ id: endpoint.id, name: endpoint.name, model: modelOf(endpoint) },
      });
      insertComparison(library, { id, setId, from: side(old), to: side(next) });
      begin(id, { set, from, to });
      return get(id);
    },
    list: (): Comparison[] =>
      listComparisons(library, shownComparisons).map((each) => describeComparison(library, each)),
    get,
    pairs: (id: ComparisonId, page: Parameters<typeof listPairs>[2]) => {
      stored(id);
      return listPairs(library, id, page);
    },
    /** As it is, and anew while it goes on; ends when it does. */
    watch: async function* (id: ComparisonId, signal?: AbortSignal): AsyncGenerator<Comparison> {
      let seen = '';
      for (;;) {
        const comparison = get(id);
        const mark = `${comparison.state} ${comparison.compared}`;
        if (mark !== seen) yield comparison;
        seen = mark;
        if (comparison.state !== 'running' || signal?.aborted === true) return;
        const { ended } = running.get(id) ?? {};
        // One that another process runs is looked at from time to time.
        await Promise.race([ended, sleep(watchEveryMs)]);
      }
    },
    /** What is under way is given up; answers until now are kept. */
    cancel: async (id: ComparisonId): Promise<Comparison> => {
      const { state } = stored(id);
      const work = running.get(id);
      work?.stop.abort();
      await work?.ended;
      if (work === undefined && state === 'running')
        endComparison(library, id, { state: 'cancelled' });
      return get(id);
    },
    /** Puts the chosen server first, and remembers that it was chosen by this. */
    decide: (id: ComparisonId, keep: 'from' | 'to'): Comparison => {
      const comparison = stored(id);
      switches.prefer(keep === 'to' ? comparison.toId : comparison.fromId, id);
      decideComparison(library, id, keep);
      return get(id);
    },
    remove: (id: ComparisonId): boolean => {
      if (running.has(id)) throw inUse();
      return removeComparison(library, id);
    },
    /** Errors: `comparison.inUse` while one with this set goes on here. */
    refuseRunning: (setId: RequestSetId): void => {
      const uses = [...running.keys()].some((id) => getComparison(library, id)?.setId === setId);
      if (uses) throw inUse();
    },
    dispose: async (): Promise<void> => {
      const all = [...running.values()];
      for (const { stop } of all) stop.abort(interrupted);
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

/** Why all stop when the program ends. */
const interrupted = new Error('The program ends.');

function usable(library: Library, id: EndpointId, { kind }: RequestSet): StoredEndpoint {
  const endpoint = getEndpoint(library, id);
  if (endpoint === undefined) throw new AppError('endpoint.notFound', `There is no server ${id}.`);
  const { name, role, approvedAtMs } = endpoint;
  if (role !== roleOfKind[kind]) {
    throw new AppError('usage.invalid', `${name} is for ${role}; the set asks for ${kind}.`);
  }
  if (approvedAtMs === undefined) {
    throw new AppError('endpoint.notApproved', `You have not agreed to what is sent to ${name}.`);
  }
  return endpoint;
}

function inUse(): AppError {
  return new AppError('comparison.inUse', 'The comparison still goes on.');
}
