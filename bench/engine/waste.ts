import type { BenchmarkRow } from '../benchmark.ts';
import { type BenchRequest, slotCount, slotTokens } from './contestant.ts';
import type { EngineBench } from './engineBench.ts';
import type { OurEngine } from './ourEngine.ts';

const bar = 0.04;
const sampleMs = 100;

/** Cells of all samples together: their shares weigh a sample by what was reserved in it. */
interface Cells {
  reserved: number;
  empty: number;
}

/**
 * Of the cells that running requests' blocks reserve, those that hold no token, over the time of
 * two workloads; beside it what 16 slots of 1024 cells would leave empty with the same requests
 * at the same moments, counting only slots that are taken.
 */
export async function waste(bench: EngineBench): Promise<BenchmarkRow[]> {
  const ours: Cells = { reserved: 0, empty: 0 };
  const fixed: Cells = { reserved: 0, empty: 0 };
  for (let round = 0; round < bench.rounds; round++) {
    const workloads = bench.workloads();
    const runs = {
      'one prefix': workloads.shared(32, 1),
      different: workloads.different(32, 440, 40),
    };
    for (const [name, requests] of Object.entries(runs)) {
      const cells = await sampleRun(bench.ours, requests);
      bench.note(`waste, ${name}: ${percent(cells.ours)}, fixed slots ${percent(cells.fixed)}`);
      add(ours, cells.ours);
      add(fixed, cells.fixed);
    }
  }
  return [
    {
      what: `KV cells reserved in vain, over time, beside ${slotCount} slots of ${slotTokens}`,
      ours: percent(ours),
      peer: percent(fixed),
      ratio: ours.empty / ours.reserved,
      bar,
      holds: ours.empty / ours.reserved < bar,
    },
  ];
}

async function sampleRun(
  engine: OurEngine,
  requests: readonly BenchRequest[],
): Promise<{ ours: Cells; fixed: Cells }> {
  const { inference } = engine;
  await engine.reset();
  const promptTokens = await Promise.all(
    requests.map(({ prompt }) => inference.languageModel.countTokens(prompt)),
  );
  const written = requests.map(() => 0);
  const cells = { ours: { reserved: 0, empty: 0 }, fixed: { reserved: 0, empty: 0 } };
  let isRunning = true;
  const running = engine
    .generate(requests, { onText: (index) => (written[index] = (written[index] ?? 0) + 1) })
    .finally(() => {
      isRunning = false;
    });
  while (isRunning) {
    const { blocks, kvWasteRatio } = await inference.engine.stats();
    const reserved = blocks.used * blocks.tokensPerBlock;
    add(cells.ours, { reserved, empty: kvWasteRatio * reserved });
    const held = requests.flatMap(({ maxTokens }, i) => {
      const [prompt, answer] = [promptTokens[i] ?? 0, written[i] ?? 0];
      return answer > 0 && answer < maxTokens ? [slotTokens - prompt - answer] : [];
    });
    for (const empty of held.slice(0, slotCount)) add(cells.fixed, { reserved: slotTokens, empty });
    await new Promise((done) => setTimeout(done, sampleMs));
  }
  await running;
  return cells;
}

function add(sum: Cells, cells: Cells): void {
  sum.reserved += cells.reserved;
  sum.empty += cells.empty;
}

function percent({ reserved, empty }: Cells): string {
  return `${((100 * empty) / reserved).toFixed(1)} %`;
}
