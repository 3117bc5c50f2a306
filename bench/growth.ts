import { startPostgres } from '../scripts/team/postgres.ts';
import { installPostgres } from '../scripts/team/tools.ts';
import type { Benchmark, BenchmarkRow } from './benchmark.ts';
import { collectBench } from './growth/collect.ts';
import { experimentBench } from './growth/experiment.ts';

const parts = { collect: collectBench, experiment: experimentBench };

/** Events and experiments in a real Postgres of its own, gone when the measures are taken. */
export const benchmark: Benchmark = {
  name: 'growth',
  run: async ({ only }) => {
    const rows: BenchmarkRow[] = [];
    const notes: string[] = [];
    const postgres = await startPostgres(await installPostgres());
    try {
      for (const [part, measure] of Object.entries(parts)) {
        if (only !== undefined && only !== part) continue;
        const measured = await measure(postgres.url);
        rows.push(...measured.rows);
        notes.push(...measured.notes);
      }
    } finally {
      await postgres.stop();
    }
    return { name: 'growth', rows, notes };
  },
};
