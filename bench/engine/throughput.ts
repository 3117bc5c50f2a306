import type { BenchmarkRow } from '../benchmark.ts';
import type { BenchRequest, Contestant } from './contestant.ts';
import {
  type EngineBench,
  type EngineMeasurement,
  median,
  pairedRatio,
  tokensPerSecond,
} from './engineBench.ts';
import type { Workloads } from './workloads.ts';

interface ThroughputOptions {
  what: string;
  requests: (workloads: Workloads) => BenchRequest[];
  /** Least tokens a second, as a multiple of each peer's; a peer without one is not measured. */
  bars: { llamaServer?: number; nodeLlamaCpp?: number };
}

/** Tokens a second of one workload, cold, ours and the peers in turns. */
export function throughput({ what, requests, bars }: ThroughputOptions): EngineMeasurement {
  return async (bench) => {
    const peers = peersOf(bench, bars);
    if (bars.llamaServer !== undefined && bench.llamaServer === undefined) {
      bench.note(`${what}: not measured against llama-server, because none was named.`);
    }
    const contestants = [bench.ours, ...peers.map(({ peer }) => peer)];
    const speeds = new Map<Contestant, number[]>();
    const prompts: number[] = [];
    for (let round = 0; round < bench.rounds; round++) {
      for (const contestant of contestants) {
        const outcomes = await bench.runCold(contestant, requests);
        speeds.set(contestant, [...(speeds.get(contestant) ?? []), tokensPerSecond(outcomes)]);
        prompts.push(...outcomes.map(({ promptTokens }) => promptTokens));
      }
    }
    bench.note(`${what}: prompts of ${Math.min(...prompts)} to ${Math.max(...prompts)} tokens.`);
    const ours = speeds.get(bench.ours) ?? [];
    return peers.map(({ peer, bar }): BenchmarkRow => {
      const theirs = speeds.get(peer) ?? [];
      const ratio = pairedRatio(ours, theirs);
      return {
        what: `${what}: tokens/s beside ${peer.name}`,
        ours: `${median(ours).toFixed(1)}/s`,
        peer: `${median(theirs).toFixed(1)}/s`,
        ratio,
        bar,
        atLeast: true,
        holds: ratio >= bar,
      };
    });
  };
}

function peersOf(
  { llamaServer, nodeLlamaCpp }: EngineBench,
  bars: ThroughputOptions['bars'],
): { peer: Contestant; bar: number }[] {
  return [
    ...(llamaServer !== undefined && bars.llamaServer !== undefined
      ? [{ peer: llamaServer, bar: bars.llamaServer }]
      : []),
    ...(bars.nodeLlamaCpp !== undefined ? [{ peer: nodeLlamaCpp, bar: bars.nodeLlamaCpp }] : []),
  ];
}
