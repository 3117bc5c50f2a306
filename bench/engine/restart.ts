import type { BenchmarkRow } from '../benchmark.ts';
import type { BenchRequest } from './contestant.ts';
import { type EngineBench, firstTokenMs, median } from './engineBench.ts';
import type { OurEngine } from './ourEngine.ts';

const bar = 0.2;
/** The engine saves when it has nothing to do. */
const saveLimitMs = 20_000;

/**
 * The first token of a request in a new process, when an earlier process saved what the prompt
 * begins with, beside one whose prompt is new. The model is loaded in both.
 */
export async function restart(bench: EngineBench): Promise<BenchmarkRow[]> {
  const { ours } = bench;
  const cold: number[] = [];
  const saved: number[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    const prefixName = `restart-${round}`;
    const [first, ...others] = bench.workloads().shared(4, 1).map(asked);
    const again = others.pop();
    if (first === undefined || again === undefined) throw new Error('No requests.');
    cold.push(firstTokenMs((await bench.runCold(ours, () => [first]))[0]));
    const before = await savedState(ours);
    // Two, which show the engine what the name's prompts have in common.
    await ours.generate(others.map((request) => ({ ...request, prefixName })));
    if (!(await untilSaved(ours, before))) bench.note('restart: nothing was saved in 20 s.');
    const [outcome] = await bench.runCold(ours, () => [{ ...again, prefixName }]);
    saved.push(firstTokenMs(outcome));
  }
  const [oursMs, peerMs] = [median(saved), median(cold)];
  return [
    {
      what: 'first token after a restart, the 420-token prefix saved beside a cold one',
      ours: `${oursMs.toFixed(0)} ms`,
      peer: `${peerMs.toFixed(0)} ms`,
      ratio: oursMs / peerMs,
      bar,
      holds: oursMs / peerMs <= bar,
    },
  ];
}

function asked(request: BenchRequest): BenchRequest {
  return { ...request, maxTokens: 8, priority: 'interactive' };
}

/** What is saved, to see that something was saved after it. */
async function savedState({ inference }: OurEngine): Promise<string> {
  const { savedPrefixes, savedBytes } = (await inference.engine.stats()).prefixCache;
  return `${savedPrefixes} ${savedBytes}`;
}

async function untilSaved(ours: OurEngine, before: string): Promise<boolean> {
  const endMs = performance.now() + saveLimitMs;
  while (performance.now() < endMs) {
    if ((await savedState(ours)) !== before) return true;
    await new Promise((done) => setTimeout(done, 200));
  }
  return false;
}
