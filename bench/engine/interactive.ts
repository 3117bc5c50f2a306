import type { BenchmarkRow } from '../benchmark.ts';
import type { BenchRequest } from './contestant.ts';
import { type EngineBench, firstTokenMs, median, tokensPerSecond } from './engineBench.ts';
import type { Workloads } from './workloads.ts';

const firstTokenBar = 0.25;
const batchBar = 0.85;
const submitAfterMs = 3_000;

const batch = (workloads: Workloads): BenchRequest[] => workloads.different(32, 440, 40);
const mixed = (workloads: Workloads): BenchRequest[] => [
  ...batch(workloads),
  workloads.interactive(submitAfterMs),
];

/**
 * A request that a person waits for, sent while 32 others run that have nothing in common: its
 * time to the first token beside llama-server's, and what the others lose to it.
 */
export async function interactive(bench: EngineBench): Promise<BenchmarkRow[]> {
  const { ours, llamaServer } = bench;
  const waits: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  const speeds: { alone: number[]; disturbed: number[] } = { alone: [], disturbed: [] };
  for (let round = 0; round < bench.rounds; round++) {
    const disturbed = await bench.runCold(ours, mixed);
    waits.ours.push(firstTokenMs(disturbed.at(-1)));
    speeds.disturbed.push(tokensPerSecond(disturbed.slice(0, -1)));
    if (llamaServer !== undefined) {
      waits.peer.push(firstTokenMs((await bench.runCold(llamaServer, mixed)).at(-1)));
    }
    speeds.alone.push(tokensPerSecond(await bench.runCold(ours, batch)));
  }
  if (llamaServer === undefined) {
    bench.note('interactive: not measured against llama-server, because none was named.');
  }
  return [
    ...(llamaServer === undefined ? [] : [waitRow(median(waits.ours), median(waits.peer))]),
    batchRow(median(speeds.disturbed), median(speeds.alone)),
  ];
}

function waitRow(oursMs: number, peerMs: number): BenchmarkRow {
  return {
    what: 'an interactive request while 32 batch requests run: first token beside llama-server',
    ours: `${oursMs.toFixed(0)} ms`,
    peer: `${peerMs.toFixed(0)} ms`,
    ratio: oursMs / peerMs,
    bar: firstTokenBar,
    holds: oursMs / peerMs <= firstTokenBar,
  };
}

function batchRow(disturbed: number, alone: number): BenchmarkRow {
  return {
    what: '32 batch requests with an interactive one among them: tokens/s beside the 32 alone',
    ours: `${disturbed.toFixed(1)}/s`,
    peer: `${alone.toFixed(1)}/s`,
    ratio: disturbed / alone,
    bar: batchBar,
    atLeast: true,
    holds: disturbed / alone >= batchBar,
  };
}
