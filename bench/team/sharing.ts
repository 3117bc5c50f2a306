import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemorySecrets } from '../../src/core/host/index.ts';
import { createSharing, getSharingState, type Sharing } from '../../src/core/sync/index.ts';
import type { BenchmarkRow } from '../benchmark.ts';
import { firstPull } from './firstPull.ts';
import { makeSharedLibrary } from './sharedLibrary.ts';
import { measureTeamSearch } from './teamSearch.ts';

const copyBar = 0.5;
const recallBar = 0.97;
const searchBarMs = 10;

export interface SharingBenchmarkOptions {
  /** An empty Postgres with pgvector. */
  url: string;
  /** Folder of `psql`. */
  binaries: string;
  chunks?: number;
}

/** First sync against COPY of the same rows, later syncs, and search by meaning in Postgres. */
export async function sharingBench(
  options: SharingBenchmarkOptions,
): Promise<{ rows: BenchmarkRow[]; notes: string[] }> {
  const { url, binaries, chunks = 100_000 } = options;
  const { library, remove } = await makeSharedLibrary(chunks);
  const host = { secrets: createMemorySecrets(), networkAllowed: false };
  const sharing = createSharing({ library, host, holdLibrary: () => {} });
  try {
    await sharing.connect({ target: url });
    const firstSeconds = await pushSeconds(sharing);
    const copySeconds = await copyAgain(url, binaries);
    const again = await syncSeconds(sharing, 0);
    library.db.$client.exec("UPDATE videos SET title = title || '!' WHERE rowid <= 100");
    const few = await syncSeconds(sharing, 100);
    const { workspaceId } = getSharingState(library);
    const search = await measureTeamSearch(url, { workspaceId });
    const perSecond = (seconds: number): string => `${Math.round(chunks / seconds)} chunks/s`;
    const notes = [await firstPull(url)];
    const rows: BenchmarkRow[] = [
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
        what: `HNSW search of ${chunks} x 384: recall@10`,
        ours: search.recall.toFixed(3),
        peer: 'every vector compared',
        ratio: search.recall,
        bar: recallBar,
        atLeast: true,
        holds: search.recall >= recallBar,
      },
      {
        what: `the team's search, by meaning (${search.meaningP50Ms.toFixed(1)} ms) and with words: p50`,
        ours: `${search.bothP50Ms.toFixed(1)} ms`,
        peer: `${searchBarMs} ms`,
        ratio: search.bothP50Ms / searchBarMs,
        bar: 1,
        holds: search.bothP50Ms <= searchBarMs,
      },
    ];
    return { rows, notes };
  } finally {
    await sharing.dispose();
    remove();
  }
}

/** Until the last row is sent: the index of vectors is made after that, as one would after COPY. */
async function pushSeconds(sharing: Sharing): Promise<number> {
  const startedMs = performance.now();
  let endedMs = startedMs;
  let pushed = 0;
  await sharing.sync({
    onProgress: (progress) => {
      if (progress.pushed === pushed) return;
      pushed = progress.pushed;
      endedMs = performance.now();
    },
  });
  return (endedMs - startedMs) / 1_000;
}

async function syncSeconds(sharing: Sharing, changes: number): Promise<number> {
  const startedMs = performance.now();
  const { pushed } = await sharing.sync();
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
      // What the sync left to be written is not COPY's to pay for.
      'CHECKPOINT',
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
