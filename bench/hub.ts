import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildHub, startHub } from '../scripts/hub/hubProcess.ts';
import { freePort } from '../scripts/team/freePort.ts';
import type { Benchmark, BenchmarkRow } from './benchmark.ts';
import { articleBench } from './hub/articleBench.ts';
import { loadBench } from './hub/loadBench.ts';
import { publishBench } from './hub/publishBench.ts';
import { sitemapBench } from './hub/sitemapBench.ts';

const parts = { load: loadBench, publish: publishBench, article: articleBench };

/** The content hub, built and started with its embedded database; its sitemap in a real Postgres. */
export const benchmark: Benchmark = {
  name: 'hub',
  run: async ({ only }) => {
    await buildHub();
    const rows: BenchmarkRow[] = [];
    const notes: string[] = [];
    const folder = await mkdtemp(join(tmpdir(), 'trendroom-hub-bench-'));
    const hub = await startHub({ folder, port: await freePort() });
    try {
      for (const [name, measure] of Object.entries(parts)) {
        if (only !== undefined && only !== name) continue;
        const measured = await measure(hub);
        rows.push(...measured.rows);
        notes.push(...(measured.notes ?? []));
      }
    } finally {
      await hub.stop();
      await rm(folder, { recursive: true, force: true });
    }
    if (only === undefined || only === 'sitemap') {
      const measured = await sitemapBench();
      rows.push(...measured.rows);
      notes.push(...measured.notes);
    }
    return { name: 'hub', rows, notes };
  },
};
