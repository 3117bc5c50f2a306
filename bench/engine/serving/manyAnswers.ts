import type { BenchmarkRow } from '../../benchmark.ts';
import { median, pairedRatio } from '../engineBench.ts';
import { tokensPerSecond } from './figures.ts';
import { playTrace } from './playTrace.ts';
import type { ServingBench } from './serving.ts';
import { answersOfOne } from './shapes.ts';
import { rowOf } from './workloads.ts';

/** One request for eight answers beside eight requests for one: both on ours, in turns. */
export async function measureManyAnswers(bench: ServingBench): Promise<BenchmarkRow[]> {
  const forked: number[] = [];
  const single: number[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    const [one, eight] = [bench.nextSeed(), bench.nextSeed()];
    forked.push(tokensPerSecond(await playTrace(bench.ours, answersOfOne(one, 'one request'))));
    single.push(
      tokensPerSecond(await playTrace(bench.ours, answersOfOne(eight, 'eight requests'))),
    );
  }
  const figure = { unit: 'tokens/s', of: tokensPerSecond, bar: 1, atLeast: true } as const;
  const what = 'eight answers as one request, beside eight requests';
  return [rowOf({ what, ...figure }, median(forked), median(single), pairedRatio(forked, single))];
}
