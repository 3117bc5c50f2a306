import type { BenchmarkRow } from '../benchmark.ts';
import { type EngineBench, median, pairedRatio, totalSeconds } from './engineBench.ts';

const steps = [1, 2, 4, 8, 16, 32];
/** Times of one machine differ by some per cent from run to run. */
const bar = 1.05;

/** Seconds a request takes when more and more are sent at once: it never rises. */
export async function growth(bench: EngineBench): Promise<BenchmarkRow[]> {
  const seconds = steps.map((): number[] => []);
  for (let round = 0; round < bench.rounds; round++) {
    for (const [step, count] of steps.entries()) {
      const outcomes = await bench.runCold(bench.ours, (workloads) =>
        workloads.different(count, 100, 32),
      );
      seconds[step]?.push(totalSeconds(outcomes) / count);
    }
  }
  const each = seconds.map(median);
  const rises = seconds.slice(1).map((costs, i) => pairedRatio(costs, seconds[i] ?? []));
  const ratio = Math.max(...rises);
  const figures = each.map((cost, i) => `${steps[i]}: ${cost.toFixed(2)} s`);
  return [
    {
      what: 'seconds a request, by how many are sent at once: the worst step beside the one before',
      ours: figures.join(', '),
      peer: 'the step before',
      ratio,
      bar,
      holds: ratio <= bar,
    },
  ];
}
