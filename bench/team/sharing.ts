import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createMemorySecrets } from '../../src/core/host/index.ts';
import { createSharing, type Sharing } from '../../src/core/team/index.ts';
import { type BenchmarkRow, quantile } from '../benchmark.ts';
import { makeSharedLibrary } from './sharedLibrary.ts';

const copyBar = 0.5;
const recallBar = 0.97;
const searchBarMs = 10;
const neighbours = 10;
const queries = 200;

export interface SharingBenchmarkOptions {
  /** An empty Postgres with pgvector. */
  url: string;
  /** Folder of `psql`. */
  binaries: string;
  chunks?: number;
}

/** First sync against COPY of the same rows, later syncs, and search by meaning in Postgres. */
export async function sharingBench(options: SharingBenchmarkOptions): Promise<BenchmarkRow[]> {
  const { url, binaries, chunks = 100_000 } = options;
  const { library, remove } = await makeSharedLibrary(chunks);
  const host = { secrets: createMemorySecrets(), networkAllowed: false };
  const sharing = createSharing({ library, host, holdLibrary: () => {} });
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await sharing.connect({ target: url });
    const firstSeconds = await pushSeconds(sharing);
    const copySeconds = await copyAgain(url, binaries);
    const again = await syncSeconds(sharing, 0);
    library.db.$client.exec("UPDATE videos SET title = title || '!' WHERE rowid <= 100");
    const few = await syncSeconds(sharing, 100);
    const { recall, p50Ms } = await searchByMeaning(client);
    const perSecond = (seconds: number): string => `${Math.round(chunks / seconds)} chunks/s`;
    return [
      {
        what: `first sync of ${chunks} chunks with vectors, beside COPY into the same tables`,
        ours: perSecond(firstSeconds),
        peer: perSecond(copySeconds),
        ratio: copySeconds / firstSeconds,
        bar: copyBar,
        atLeast: true,
        holds: copySeconds / firstSeconds >= copyBar,
      },
      {
        what: `a sync of nothing (${again.toFixed(2)} s) and of 100 titles, beside the first`,
        ours: `${few.toFixed(2)} s`,
        peer: `${firstSeconds.toFixed(1)} s`,
        ratio: few / firstSeconds,
        bar: 0.05,
        holds: few / firstSeconds <= 0.05,
      },
      {
        what: `HNSW search of ${chunks} x 384: recall@${neighbours}`,
        ours: recall.toFixed(3),
        peer: 'every vector compared',
        ratio: recall,
        bar: recallBar,
        atLeast: true,
        holds: recall >= recallBar,
      },
      {
        what: 'the same: p50 milliseconds, beside the bar',
        ours: `${p50Ms.toFixed(1)} ms`,
        peer: `${searchBarMs} ms`,
        ratio: p50Ms / searchBarMs,
        bar: 1,
        holds: p50Ms <= searchBarMs,
      },
    ];
  } finally {
    await client.end();
    await sharing.dispose();
    remove();
  }
}

/** Until the last row is sent: the index of vectors is made after that, as one would after COPY. */
async function pushSeconds(sharing: Sharing): Promise<number> {
  const startedMs = performance.now();
  let endedMs = startedMs;
  let pushed = 0;
  for await (const event of sharing.sync()) {
    if (event.pushed === pushed) continue;
    pushed = event.pushed;
    endedMs = performance.now();
  }
  return (endedMs - startedMs) / 1_000;
}

async function syncSeconds(sharing: Sharing, changes: number): Promise<number> {
  const startedMs = performance.now();
  let pushed = 0;
  for await (const event of sharing.sync()) pushed = event.pushed;
  if (pushed !== changes) throw new Error(`${pushed} changes were sent, not ${changes}.`);
  return (performance.now() - startedMs) / 1_000;
}

/** The same rows from a file into tables with the same indexes, but that of vectors. */
async function copyAgain(url: string, binaries: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-copy-'));
  const psql = (...commands: string[]): void => {
    const args = commands.flatMap((command) => ['-c', command]);
    const { status, stderr } = spawnSync(join(binaries, 'psql'), ['-q', '-d', url, ...args], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`psql: ${stderr}`);
  };
  const columns = 'workspace_id, id, video_id, kind, start_ms, end_ms, text, model, embedding';
  const [records, chunks] = [join(folder, 'records'), join(folder, 'chunks')];
  try {
    psql(
      `\\copy trendroom.records TO '${records}'`,
      `\\copy trendroom.chunks (${columns}) TO '${chunks}'`,
      'CREATE SCHEMA bare',
      'CREATE TABLE bare.records (LIKE trendroom.records INCLUDING ALL)',
      'CREATE TABLE bare.chunks (LIKE trendroom.chunks INCLUDING GENERATED)',
      'ALTER TABLE bare.chunks ADD PRIMARY KEY (workspace_id, id)',
      'CREATE INDEX ON bare.chunks USING gin (words)',
    );
    const startedMs = performance.now();
    psql(
      `\\copy bare.records FROM '${records}'`,
      `\\copy bare.chunks (${columns}) FROM '${chunks}'`,
    );
    const seconds = (performance.now() - startedMs) / 1_000;
    psql('DROP SCHEMA bare CASCADE');
    return seconds;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Vectors of chunks, a little turned, as queries; through the index as search asks, and exactly. */
async function searchByMeaning(client: pg.Client): Promise<{ recall: number; p50Ms: number }> {
  const { rows } = await client.query<{ embedding: string }>(
    `SELECT embedding::text FROM trendroom.chunks ORDER BY md5(id) LIMIT ${queries}`,
  );
  const sql = `SELECT id FROM trendroom.chunks
    WHERE workspace_id = (SELECT id FROM trendroom.workspaces LIMIT 1)
      AND vector_dims(embedding) = 384
    ORDER BY embedding::halfvec(384) <=> $1::halfvec(384) LIMIT ${neighbours}`;
  const ids = async (vector: string): Promise<string[]> =>
    (await client.query<{ id: string }>(sql, [vector])).rows.map(({ id }) => id);
  const turned = rows.map(({ embedding }) => turn(JSON.parse(embedding) as number[]));
  await client.query("SET hnsw.iterative_scan = 'strict_order'");
  await client.query('SET hnsw.ef_search = 200');
  const times: number[] = [];
  const found: string[][] = [];
  for (const [index, vector] of [...turned.slice(0, 20), ...turned].entries()) {
    const startedMs = performance.now();
    const near = await ids(vector);
    if (index < 20) continue;
    times.push(performance.now() - startedMs);
    found.push(near);
  }
  await client.query('SET enable_indexscan = off');
  let agree = 0;
  for (const [index, vector] of turned.slice(0, 60).entries()) {
    const exact = new Set(await ids(vector));
    agree += (found[index] ?? []).filter((id) => exact.has(id)).length;
  }
  return { recall: agree / (60 * neighbours), p50Ms: quantile(times, 0.5) };
}

function turn(vector: readonly number[]): string {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff - 0.5;
  };
  const length = Math.hypot(...vector);
  return `[${vector.map((value) => value + (0.5 * length * next()) / Math.sqrt(vector.length)).join(',')}]`;
}
