import type { Benchmark, BenchmarkOptions, BenchmarkResult, BenchmarkRow } from './benchmark.ts';
import { constrained } from './engine/constrained.ts';
import type { Contestant } from './engine/contestant.ts';
import type { EngineBench, EngineMeasurement } from './engine/engineBench.ts';
import { growth } from './engine/growth.ts';
import { interactive } from './engine/interactive.ts';
import { kvTypes } from './engine/kvTypes.ts';
import { createLlamaServer } from './engine/llamaServer.ts';
import { createNodeLlamaCpp } from './engine/nodeLlamaCpp.ts';
import { createOurEngine } from './engine/ourEngine.ts';
import { restart } from './engine/restart.ts';
import { throughput } from './engine/throughput.ts';
import { waste } from './engine/waste.ts';
import { createWorkloads } from './engine/workloads.ts';
import { undisturbed } from './support/quietMachine.ts';

const measurements: Record<string, EngineMeasurement> = {
  'shared-prefix': throughput({
    what: '32 requests with one 420-token prefix',
    requests: (workloads) => workloads.shared(32, 1),
    bars: { llamaServer: 3, nodeLlamaCpp: 3.5 },
  }),
  'eight-prefixes': throughput({
    what: '64 requests with eight 420-token prefixes',
    requests: (workloads) => workloads.shared(64, 8),
    bars: { llamaServer: 2, nodeLlamaCpp: 2 },
  }),
  'no-prefix': throughput({
    what: '32 requests with nothing in common',
    requests: (workloads) => workloads.different(32, 440, 40),
    bars: { llamaServer: 1 },
  }),
  alone: throughput({
    what: 'one request alone',
    requests: (workloads) => workloads.different(1, 100, 128),
    bars: { llamaServer: 0.95 },
  }),
  interactive,
  constrained,
  waste,
  restart,
  growth,
  'kv-types': kvTypes,
};

/**
 * The engine beside node-llama-cpp (16 sequences) and, when `llamaServer` names a running one,
 * llama-server: the same model file, threads and requests, in turns, from a cold cache.
 */
async function run(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const { llamaServer, only, rounds = 3 } = options;
  const names = Object.keys(measurements);
  if (only !== undefined && measurements[only] === undefined) {
    throw new Error(`No measurement ${only}; there are: ${names.join(', ')}.`);
  }
  const ours = await createOurEngine();
  const { path } = await ours.inference.languageModel.model();
  const notes: string[] = [];
  // No run has the texts of an earlier one: a llama-server may have kept them.
  let seed = Date.now();
  let disturbedRuns = 0;
  const bench: EngineBench = {
    ours,
    nodeLlamaCpp: startedOnce(createNodeLlamaCpp(path)),
    llamaServer: llamaServer === undefined ? undefined : createLlamaServer(llamaServer),
    rounds,
    workloads: () => createWorkloads(seed++),
    runCold: async (contestant, make) => {
      const { result, isDisturbed } = await undisturbed(
        // New texts each time: llama-server keeps what it has read.
        () => contestant.generate(make(createWorkloads(seed++))),
        () => contestant.reset(),
      );
      if (isDisturbed) disturbedRuns++;
      return result;
    },
    note: (text) => notes.push(text),
  };
  const rows: BenchmarkRow[] = [];
  try {
    for (const [name, measure] of Object.entries(measurements)) {
      if (only === undefined || only === name) rows.push(...(await measure(bench)));
    }
  } finally {
    await Promise.all([ours.stop(), bench.nodeLlamaCpp.stop()]);
  }
  if (disturbedRuns > 0) notes.push(`${disturbedRuns} runs were disturbed by other programs.`);
  return { name: 'engine', rows, notes };
}

export const benchmark: Benchmark = { name: 'engine', run };

/** Starts with its first reset: not every measurement needs it. */
function startedOnce(contestant: Contestant): Contestant {
  let isStarted = false;
  return {
    ...contestant,
    reset: async () => {
      if (isStarted) return contestant.reset();
      isStarted = true;
      await contestant.start();
    },
  };
}
