import type { BenchmarkRow } from '../benchmark.ts';
import { type BenchRequest, slotCount, slotTokens } from './contestant.ts';
import type { EngineBench } from './engineBench.ts';
import type { OurEngine } from './ourEngine.ts';

const bar = 0.04;
const sampleMs = 100;

/**
 * Cells of running requests' blocks that hold no token, on average over the time of two
 * workloads; beside it what 16 slots of 1024 cells would leave empty with the same requests
 * at the same moments, counting only slots that are taken.
 */
export async function waste(bench: EngineBench): Promise<BenchmarkRow[]> {
  const ours: number[] = [];
  const fixed: number[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    const workloads = bench.workloads();
    for (const requests of [workloads.shared(32, 1), workloads.different(32, 440, 40)]) {
      await sampleRun(bench.ours, requests, { ours, fixed });
    }
  }
  const [share, fixedShare] = [mean(ours), mean(fixed)];
  return [
    {
      what: `KV cells reserved in vain, over time, beside ${slotCount} slots of ${slotTokens}`,
      ours: `${(share * 100).toFixed(1)} %`,
      peer: `${(fixedShare * 100).toFixed(1)} %`,
      ratio: share,
      bar,
      holds: share < bar,
    },
  ];
}

async function sampleRun(
  engine: OurEngine,
  requests: readonly BenchRequest[],
  samples: { ours: number[]; fixed: number[] },
): Promise<void> {
  await engine.reset();
  const promptTokens = await Promise.all(
    requests.map(({ prompt }) => engine.inference.languageModel.countTokens(prompt)),
  );
  const written = requests.map(() => 0);
  let isRunning = true;
  const running = engine
    .generate(requests, { onText: (index) => (written[index] = (written[index] ?? 0) + 1) })
    .finally(() => {
      isRunning = false;
    });
  while (isRunning) {
    const { requests: counts, kvWasteRatio } = await engine.inference.engine.stats();
    if (counts.running > 0) {
      samples.ours.push(kvWasteRatio);
      const held = requests.flatMap(({ maxTokens }, i) => {
        const [prompt, answer] = [promptTokens[i] ?? 0, written[i] ?? 0];
        return answer > 0 && answer < maxTokens ? [prompt + answer] : [];
      });
      const slots = held.slice(0, slotCount);
      const used = slots.reduce((sum, tokens) => sum + tokens, 0);
      if (slots.length > 0) samples.fixed.push(1 - used / (slots.length * slotTokens));
    }
    await new Promise((done) => setTimeout(done, sampleMs));
  }
  await running;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
