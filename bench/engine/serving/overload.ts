import type { BenchmarkRow } from '../../benchmark.ts';
import { finished, firstTokenMs, requestsPerSecond, tokensPerSecond } from './figures.ts';
import { playTrace } from './playTrace.ts';
import type { ServingBench } from './serving.ts';
import { overload, shortUnlike } from './shapes.ts';
import { type Figure, rowOf } from './workloads.ts';

const figures: readonly Figure[] = [
  { what: 'overload: finished in 60 s', unit: '', of: finished, bar: 1, atLeast: true },
  {
    what: 'overload: of what finished',
    unit: 'tokens/s',
    of: tokensPerSecond,
    bar: 1,
    atLeast: true,
  },
  {
    what: 'overload: 95th percentile of the first token',
    unit: 'ms',
    of: ({ played }) => firstTokenMs(played, 0.95),
    bar: 1,
  },
];

/**
 * Half as many requests again as the peer (or we, when there is none) can answer, for a minute; a
 * third of the clients hangs up. Once: it takes minutes, and says what it says.
 */
export async function measureOverload(bench: ServingBench): Promise<BenchmarkRow[]> {
  const { ours, peer } = bench;
  const closedLoop = shortUnlike(bench.nextSeed(), { requests: 40, concurrency: 8 });
  const capacity = requestsPerSecond(await playTrace(peer ?? ours, closedLoop));
  const trace = overload(bench.nextSeed(), {
    ...{ perSecond: 1.5 * capacity, seconds: 60, impatientShare: 0.3 },
  });
  const own = await playTrace(ours, trace);
  const theirs = peer === undefined ? undefined : await playTrace(peer, trace);
  return figures.map((figure) => {
    const [value, other] = [figure.of(own), theirs === undefined ? Number.NaN : figure.of(theirs)];
    return rowOf(figure, value, other, value / other);
  });
}
