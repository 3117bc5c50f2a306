import {
  type ComparedSide,
  type Comparison,
  type ComparisonState,
  withHint,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { type PairFigures, pairFigures, type StoredComparison } from './comparisonRepository.ts';

/** A comparison with how both servers did until now. */
export function describeComparison(library: Library, stored: StoredComparison): Comparison {
  const { id, setId, setName, kind, requests, startedAtMs, jobEndedAtMs } = stored;
  const { errorCode, errorMessage, kept, decidedAtMs } = stored;
  const state = comparisonState(stored);
  const hasEnded = state !== 'running' && state !== 'paused';
  const figures = pairFigures(library, id);
  const agreements = figures.flatMap(({ agreement }) => agreement ?? []);
  return {
    ...{ id, setId, setName, kind, state, requests, startedAtMs },
    compared: figures.length,
    from: {
      ...{ endpointId: stored.fromId, name: stored.fromName, model: stored.fromModel },
      ...sideFigures(figures, 'from'),
    },
    to: {
      ...{ endpointId: stored.toId, name: stored.toName, model: stored.toModel },
      ...sideFigures(figures, 'to'),
    },
    ...(agreements.length > 0 && {
      agreement: agreements.reduce((sum, each) => sum + each, 0) / agreements.length,
    }),
    ...(hasEnded && jobEndedAtMs !== null && { finishedAtMs: jobEndedAtMs }),
    ...(state === 'failed' &&
      errorCode !== null && {
        error: withHint({ code: errorCode, message: errorMessage ?? '' }),
      }),
    ...(kept !== null && decidedAtMs !== null && { decision: { kept, atMs: decidedAtMs } }),
  };
}

/** Of its job and its pairs: the job may be so old that it was removed. */
export function comparisonState({
  jobState,
  requests,
  compared,
}: Pick<StoredComparison, 'jobState' | 'requests' | 'compared'>): ComparisonState {
  if (compared >= requests) return 'done';
  switch (jobState) {
    case 'waiting':
    case 'running':
      return 'running';
    case 'paused':
    case 'failed':
      return jobState;
    case 'done':
    case 'cancelled':
    case null:
      return 'cancelled';
    default:
      return jobState satisfies never;
  }
}

function sideFigures(
  figures: readonly PairFigures[],
  side: 'from' | 'to',
): Pick<ComparedSide, 'valid' | 'p50Ms' | 'p95Ms' | 'outputTokens'> {
  const times = figures.map((each) => each[`${side}LatencyMs`]).toSorted((a, b) => a - b);
  return {
    valid: figures.filter((each) => each[`${side}Valid`]).length,
    p50Ms: nearestRank(times, 0.5),
    p95Ms: nearestRank(times, 0.95),
    outputTokens: figures.reduce((sum, each) => sum + each[`${side}Tokens`], 0),
  };
}

/** The nearest-rank percentile of sorted values; 0 of none. */
function nearestRank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
