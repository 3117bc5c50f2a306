import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startHub } from '../../scripts/hub/hubProcess.ts';
import { freePort } from '../../scripts/team/freePort.ts';
import { startPostgres } from '../../scripts/team/postgres.ts';
import { installPostgres } from '../../scripts/team/tools.ts';
import type { BenchmarkRow } from '../benchmark.ts';
import { peakBytes } from './memoryOf.ts';
import { rowOf, samplePage } from './part.ts';

const pages = 1_000_000;
const filePages = 50_000;

/** All files of the sitemap of a million pages in a real Postgres, read one after the other. */
export async function sitemapBench(): Promise<{ rows: BenchmarkRow[]; notes: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-hub-bench-'));
  const postgres = await startPostgres(await installPostgres());
  try {
    const hub = await startHub({ folder, port: await freePort(), databaseUrl: postgres.url });
    try {
      await fill(postgres.url);
      const index = await (await fetch(`${hub.origin}/sitemap.xml`)).text();
      const files = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => url);
      const startedMs = performance.now();
      let urls = 0;
      let bytes = 0;
      for (const file of files) {
        const text = await (await fetch(file)).text();
        bytes += text.length;
        urls += text.split('<loc>').length - 1;
      }
      const seconds = (performance.now() - startedMs) / 1_000;
      const peak = await peakBytes(hub.process.pid ?? 0);
      // The home page is in the first file, too.
      if (files.length !== pages / filePages || urls !== pages + 1) {
        throw new Error(`${files.length} files have ${urls} addresses.`);
      }
      const what = `sitemap of ${pages.toLocaleString('en')} pages: most memory of the hub`;
      return {
        rows: peak === undefined ? [] : [rowOf(what, 'MB', peak / 1_000_000, 300)],
        notes: [
          `The sitemap has ${Math.round(bytes / 1_000_000)} MB in ${files.length} files and took ${seconds.toFixed(1)} s.`,
        ],
      };
    } finally {
      await hub.stop();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const page = JSON.stringify({ ...(await samplePage()), topics: [], sources: [], blocks: [] });
  await client.query('SET synchronous_commit = off');
  await client.query(
    `INSERT INTO hub_pages (key, slug, state, version, first_published_at_ms, updated_at_ms)
     SELECT 'test:' || n, 'page-number-' || n, 'published', 1, $1, $1::bigint + n
     FROM generate_series(1, ${pages}) n`,
    [Date.now() - pages],
  );
  await client.query(
    `INSERT INTO hub_versions (key, version, page, created_at_ms)
     SELECT 'test:' || n, 1, $1::jsonb, 0 FROM generate_series(1, ${pages}) n`,
    [page],
  );
  await client.query('ANALYZE');
  await client.end();
}
