import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Comparison,
  ComparisonId,
  EndpointId,
  RequestSetId,
} from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { JobQueue } from '../../jobs/index.ts';
import type { StoredEndpoint } from '../endpoints/endpointRepository.ts';
import { modelOf } from './askServer.ts';
import {
  type ComparisonKindTools,
  createComparisonKind,
  usableEndpoint,
} from './comparisonKind.ts';
import {
  decideComparison,
  getComparison,
  insertComparison,
  isSetInUse,
  listComparisons,
  listPairs,
  removeComparison,
  type StoredComparison,
} from './comparisonRepository.ts';
import type { Switches } from './createSwitches.ts';
import { comparisonState, describeComparison } from './describeComparison.ts';
import { getRequestSet } from './requestSetRepository.ts';

export type Comparisons = ReturnType<typeof createComparisons>;

export interface ComparisonsOptions extends ComparisonKindTools {
  /** It knows the kind that `createComparisons` gives. */
  queue(): JobQueue;
  switches: Switches;
}

const watchEveryMs = 250;
const shownComparisons = 100;

/**
 * Dry runs before a model is replaced: two servers are asked for the same saved requests. Each is a
 * job, whose state is that of the comparison. Errors: `comparison.notFound`, `requestSet.notFound`,
 * `endpoint.notFound`, `endpoint.notApproved`, `usage.invalid`.
 */
export function createComparisons({ queue, switches, ...tools }: ComparisonsOptions) {
  const { library } = tools;
  const kind = createComparisonKind(tools);

  const stored = (id: ComparisonId): StoredComparison => {
    const comparison = getComparison(library, id);
    if (comparison === undefined) {
      throw new AppError('comparison.notFound', `Comparison ${id} not found.`);
    }
    return comparison;
  };
  const get = (id: ComparisonId): Comparison => describeComparison(library, stored(id));

  return {
    kind,
    /** Runs where the queue runs. */
    start: async (setId: RequestSetId, from: EndpointId, to: EndpointId): Promise<Comparison> => {
      const set = getRequestSet(library, setId);
      if (set === undefined)
        throw new AppError('requestSet.notFound', `Request set ${setId} not found.`);
      if (from === to) throw new AppError('usage.invalid', 'Choose two different servers.');
      const old = await usableEndpoint(tools.servers, from, set.kind);
      const next = await usableEndpoint(tools.servers, to, set.kind);
      const id = newId<ComparisonId>();
      const side = (endpoint: StoredEndpoint) => ({
        ...{ id: endpoint.id, name: endpoint.name, model: modelOf(endpoint) },
      });
      library.db.transaction(() => {
        const label = `${set.name}: ${old.name}, ${next.name}`;
        const jobId = queue().enqueue(kind, { comparisonId: id }, { label, dedupeKey: id });
        insertComparison(library, { id, setId, jobId, from: side(old), to: side(next) });
      });
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
        const goesOn = comparison.state === 'running' || comparison.state === 'paused';
        if (!goesOn || signal?.aborted === true) return;
        await sleep(watchEveryMs, undefined, { ...(signal && { signal }) }).catch(() => {});
      }
    },
    /** What is under way is given up; answers until now are kept. */
    cancel: async (id: ComparisonId): Promise<Comparison> => {
      const { jobId, jobState } = stored(id);
      if (jobState !== null) await queue().cancel(jobId);
      return get(id);
    },
    /** Puts the chosen server first, and remembers that it was chosen by this. */
    decide: (id: ComparisonId, keep: 'from' | 'to'): Comparison => {
      const comparison = stored(id);
      switches.prefer(keep === 'to' ? comparison.toId : comparison.fromId, id);
      decideComparison(library, id, keep);
      return get(id);
    },
    /** Errors: `comparison.inUse` while it runs. */
    remove: async (id: ComparisonId): Promise<boolean> => {
      const comparison = getComparison(library, id);
      if (comparison === undefined) return false;
      const state = comparisonState(comparison);
      if (state === 'running') throw inUse();
      if (state === 'paused') await queue().cancel(comparison.jobId);
      return removeComparison(library, id);
    },
    /** Errors: `comparison.inUse` while one with this set goes on. */
    refuseRunning: (setId: RequestSetId): void => {
      if (isSetInUse(library, setId)) throw inUse();
    },
  };
}

function inUse(): AppError {
  return new AppError('comparison.inUse', 'The comparison is still running.');
}
