import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PgBoss } from 'pg-boss';
import { silentLogger, systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { createMemorySecrets, createNodeHost } from '../../src/core/host/index.ts';
import { createEndpoints } from '../../src/core/remote/index.ts';
import { createQueuedBatches } from '../../src/core/remote/testing/queuedBatches.ts';
import { createSharing, createTeamWorkers } from '../../src/core/sync/index.ts';
import type { BenchmarkRow } from '../benchmark.ts';

const rows = 5_000;
/** What a try of bare pg-boss sends, fetches and completes at a time: as the worker does. */
const [sentAtOnce, fetchedAtOnce] = [200, 32];
const bar = 0.15;
const child = fileURLToPath(new URL('./workerChild.ts', import.meta.url));
const body = (number: number) => ({
  messages: [
    { role: 'user', content: `Number ${number}: ${'a hook about saving money '.repeat(8)}` },
  ],
});

/**
 * Rows through the team's queue, from a batch at the device to its kept answers, with one and with
 * two workers whose model answers at once, beside bare pg-boss that sends, fetches and completes
 * the same rows one after the other.
 */
export async function queueBench(url: string): Promise<BenchmarkRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-queue-'));
  try {
    const bare = await bareRate(url);
    const all: BenchmarkRow[] = [];
    for (const workers of [1, 2]) {
      const rate = await ourRate(url, folder, workers);
      all.push({
        what: `${rows} rows through the queue, ${workers === 1 ? '1 worker' : `${workers} workers`}, beside bare pg-boss: send, fetch and complete`,
        ours: `${Math.round(rate)} rows/s`,
        peer: `${Math.round(bare)} rows/s`,
        ratio: rate / bare,
        ...{ bar, atLeast: true, holds: rate / bare >= bar },
      });
    }
    return all;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bareRate(url: string): Promise<number> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'bare',
    supervise: false,
    schedule: false,
  });
  await boss.start();
  await boss.createQueue('rows');
  const startedMs = performance.now();
  for (let first = 0; first < rows; first += sentAtOnce) {
    const piece = Array.from({ length: sentAtOnce }, (_, i) => ({ data: body(first + i) }));
    await boss.insert('rows', piece);
  }
  for (;;) {
    const jobs = await boss.fetch('rows', { batchSize: fetchedAtOnce });
    if (jobs.length === 0) break;
    await boss.complete('rows', jobs, { content: 'At once.' });
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  await boss.stop({ graceful: false });
  return rows / seconds;
}

async function ourRate(url: string, folder: string, workers: number): Promise<number> {
  const library = openLibrary({ directory: join(folder, `device-${workers}`), clock: systemClock });
  const host = createNodeHost({
    ...{ libraryDir: '', modelsDir: '', logger: silentLogger, secrets: createMemorySecrets() },
  });
  const endpoints = createEndpoints({ host, library });
  const { servers } = endpoints;
  const local = () => Promise.reject(new Error('not asked'));
  const sharing = createSharing({ library, host, holdLibrary: () => {} });
  const base = { library, servers, local, clock: systemClock, logger: silentLogger };
  const teamWorkers = createTeamWorkers({
    ...{ ...base, host, version: '0.0.0' },
    ...{ answersLocally: async () => false, answersWith: async () => '' },
  });
  const batches = createQueuedBatches({
    ...{ ...base, workers: teamWorkers.workers },
    media: {
      open: () => Promise.reject(new Error('not asked')),
      refuseMissing: () => {},
      durationMs: () => undefined,
    },
  });
  const children: ChildProcess[] = [];
  try {
    await sharing.connect({ target: url });
    await teamWorkers.approve(true);
    for (let index = 0; index < workers; index++) children.push(fork(child, [url, folder]));
    await Promise.all(children.map((each) => once(each, 'message')));
    batches.start();
    const startedMs = performance.now();
    const { id } = await batches.create(
      { name: 'Rows', kind: 'chat', place: 'workers' },
      Array.from({ length: rows }, (_, i) => ({ customId: `row-${i}`, body: body(i) })),
    );
    for await (const { batches: all } of batches.watch()) {
      if (all.find((batch) => batch.id === id)?.state === 'done') break;
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    const { done } = batches.get(id).batch.progress;
    if (done !== rows) throw new Error(`${done} of ${rows} rows came back.`);
    return rows / seconds;
  } finally {
    await Promise.all(
      children.map(async (each) => {
        const ended = once(each, 'exit');
        each.kill('SIGTERM');
        await ended;
      }),
    );
    await batches.dispose();
    await teamWorkers.dispose();
    await sharing.dispose();
    await endpoints.dispose();
    library.close();
  }
}
