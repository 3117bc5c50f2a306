import { join } from 'node:path';
import { startPostgres } from '../scripts/team/postgres.ts';
import { installPostgres, installVllm } from '../scripts/team/tools.ts';
import { modelFolders, startVllm } from '../scripts/team/vllm.ts';
import type { Benchmark, BenchmarkRow } from './benchmark.ts';
import { clientBench } from './team/client.ts';
import { killsBench } from './team/kills.ts';
import { partitionsBench } from './team/partitions.ts';
import { queueBench } from './team/queue.ts';
import { scaleBench } from './team/scale.ts';
import { sharingBench } from './team/sharing.ts';

const parts = {
  client: async (rounds: number) => {
    const { row, note } = await client(rounds);
    return { rows: [row], notes: [note] };
  },
  kills: async () => {
    const { row, notes } = await killsBench();
    return { rows: [row], notes };
  },
  sharing: () => withPostgres(sharingBench),
  queue: async () => ({ rows: await withPostgres(({ url }) => queueBench(url)), notes: [] }),
  partitions: () => withPostgres(({ url }) => partitionsBench(url)),
  scale: () => withPostgres(({ url }) => scaleBench(url)),
};
const key = 'bench-key';
const name = 'tiny-chat';

/** The batch client, kills, sharing, and the queue, against real servers that it starts on loopback. */
export const benchmark: Benchmark = {
  name: 'team',
  run: async ({ only, rounds = 3 }) => {
    const rows: BenchmarkRow[] = [];
    const notes: string[] = [];
    for (const [part, measure] of Object.entries(parts)) {
      if (only !== undefined && only !== part) continue;
      const measured = await measure(rounds);
      rows.push(...measured.rows);
      notes.push(...measured.notes);
    }
    notes.push('vLLM serves two layers of random weights: what is compared is its clients.');
    return { name: 'team', rows, notes };
  },
};

async function client(rounds: number): ReturnType<typeof clientBench> {
  const python = await installVllm();
  const { chat: model } = await modelFolders(python);
  const server = await startVllm({
    ...{ python, model, servedName: name, key },
    // Its threads wait by spinning: on all processors they take the time from what feeds them.
    onOneProcessor: true,
    options: [
      ...['--max-model-len', '1024', '--scheduling-policy', 'priority'],
      '--no-enable-prefix-caching',
    ],
  });
  try {
    return await clientBench({ url: server.url, key, name, model, python, rounds });
  } finally {
    await server.stop();
  }
}

/** An empty one of its own, gone when the measure is taken. */
async function withPostgres<Measure>(
  measure: (postgres: { url: string; binaries: string }) => Promise<Measure>,
): Promise<Measure> {
  const install = await installPostgres();
  const postgres = await startPostgres(install);
  try {
    return await measure({ url: postgres.url, binaries: join(install, 'bin') });
  } finally {
    await postgres.stop();
  }
}
