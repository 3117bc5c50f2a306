import { readFile } from 'node:fs/promises';
import type {
  Benchmark,
  BenchmarkOptions,
  BenchmarkResult,
  BenchmarkRow,
} from '../../benchmark.ts';
import { undisturbed } from '../../support/quietMachine.ts';
import { median, pairedRatio } from '../engineBench.ts';
import { measureBusyMachine } from './busyMachine.ts';
import { describeTrace } from './describeTrace.ts';
import { measureManyAnswers } from './manyAnswers.ts';
import { measureOverload } from './overload.ts';
import { startOwnServer } from './ownServer.ts';
import { type PlayedTrace, playTrace } from './playTrace.ts';
import type { Target } from './streamCompletion.ts';
import { parseTrace } from './trace.ts';
import { rowOf, type Workload, workloads } from './workloads.ts';

/** What each measurement over HTTP is given. */
export interface ServingBench {
  ours: Target;
  /** Without one, our own figures stand alone. */
  peer: Target | undefined;
  rounds: number;
  /** A number that no earlier trace was made of. */
  nextSeed(): number;
}

/**
 * The engine as clients meet it: traces played over HTTP against `trendroom serve` and, when
 * `llamaServer` names a running one, llama-server; the same trace for both, in turns, each round
 * with texts that neither has read.
 */
async function run(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const { llamaServer, only, rounds = 3, trace, model } = options;
  const ours = await startOwnServer(model);
  const peer = llamaServer === undefined ? undefined : { name: 'llama-server', url: llamaServer };
  let seed = Date.now();
  const bench: ServingBench = { ours, peer, rounds, nextSeed: () => seed++ };
  const rows: BenchmarkRow[] = [];
  const notes: string[] = [];
  try {
    for (const target of targetsOf(bench)) await warmUp(target);
    if (trace !== undefined) {
      const given = parseTrace(await readFile(trace, 'utf8'));
      for (const target of targetsOf(bench)) {
        notes.push(`${target.name}: ${describeTrace(await playTrace(target, given))}`);
      }
      return { name: 'serving', rows, notes };
    }
    for (const [name, measure] of Object.entries(measurements)) {
      if (only === undefined || only.split(',').includes(name))
        rows.push(...(await measure(bench)));
    }
  } finally {
    await ours.stop();
  }
  return { name: 'serving', rows, notes };
}

const measurements: Record<string, (bench: ServingBench) => Promise<BenchmarkRow[]>> = {
  ...Object.fromEntries(
    Object.entries(workloads).map(([name, workload]) => [
      name,
      (bench: ServingBench) => measure(bench, workload),
    ]),
  ),
  'many-answers': measureManyAnswers,
  'busy-machine': measureBusyMachine,
  overload: measureOverload,
};

export const benchmark: Benchmark = { name: 'serving', run };

async function measure(bench: ServingBench, workload: Workload): Promise<BenchmarkRow[]> {
  const ours: PlayedTrace[] = [];
  const theirs: PlayedTrace[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    const trace = workload.trace(bench.nextSeed());
    const play = async (target: Target): Promise<PlayedTrace> =>
      (await undisturbed(() => playTrace(target, trace))).result;
    // A disturbed trace is played again: then its texts are known, to both alike.
    ours.push(await play(bench.ours));
    if (bench.peer !== undefined) theirs.push(await play(bench.peer));
  }
  return workload.figures.map((figure) => {
    const [own, peers] = [ours.map(figure.of), theirs.map(figure.of)];
    return rowOf(figure, median(own), median(peers), pairedRatio(own, peers));
  });
}

function targetsOf({ ours, peer }: ServingBench): Target[] {
  return peer === undefined ? [ours] : [ours, peer];
}

async function warmUp(target: Target): Promise<void> {
  const trace = { requests: [{ id: 'w', atMs: 0, prompt: 'Tiny fish swim', maxTokens: 2 }] };
  await playTrace(target, parseTrace(trace.requests.map((one) => JSON.stringify(one)).join('\n')));
}
