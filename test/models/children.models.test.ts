import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftEvent, IngestEvent, JobDto } from '../../src/contract/index.ts';
import { type App, createApp } from '../../src/core/app.ts';
import { createFileLogger, createNodeHost, modelsFolder } from '../../src/core/host/index.ts';
import { KillableChildren } from '../support/killableChildren.ts';
import { samplesFolder } from '../support/samples.ts';

/** The four child processes are killed in turn while they work; nothing else may come to harm. */
let folder: string;
let app: App;
let children: KillableChildren;
let client: ReturnType<typeof connect>;
const watching = new AbortController();
/** Every change of a job, as a screen sees it. */
const changes: JobDto[] = [];

const connect = (opened: App) => createRouterClient(opened.router);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-children-'));
  const libraryDir = join(folder, 'library');
  const logger = await createFileLogger(libraryDir);
  const modelsDir = modelsFolder();
  const host = createNodeHost({ libraryDir, modelsDir, logger, networkAllowed: false });
  children = new KillableChildren(host.children);
  app = createApp({ ...host, children });
  client = connect(app);
  void watch();
});
afterAll(async () => {
  watching.abort();
  await app.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function watch(): Promise<void> {
  try {
    const jobs = await client.jobs.watch(undefined, { signal: watching.signal });
    for await (const job of jobs) changes.push(job);
  } catch (error) {
    if (!watching.signal.aborted) throw error;
  }
}

async function ingest(name: string): Promise<IngestEvent | undefined> {
  let last: IngestEvent | undefined;
  for await (const event of await client.videos.ingest({ paths: [join(samplesFolder, name)] })) {
    if (event.type === 'item') last = event;
  }
  return last;
}

const crashOf = (worker: string) => ({
  code: 'worker.crashed',
  message: `The ${worker} process exited unexpectedly: signal SIGKILL.`,
});

test.each([
  { worker: 'media', call: 'frames', stage: 'frames', file: 'lunch-money-friday.mp4' },
  { worker: 'whisper', call: 'transcribe', stage: 'transcript', file: 'grocery-envelope.mp4' },
  { worker: 'vision', call: 'readFrame', stage: 'screenText', file: 'stop-scrubbing.mp4', nth: 3 },
] as const)(
  '$worker killed while $stage runs: a failed attempt, then by itself to the end',
  async ({ worker, call, stage, file, ...options }) => {
    changes.length = 0;
    children.killDuring(worker, call, options);
    expect(await ingest(file)).toMatchObject({ status: 'done', warnings: [] });
    expect(children.killed).toHaveLength(1);
    const failed = changes.find(({ kind, error }) => kind === 'ingest' && error !== undefined);
    expect(failed).toMatchObject({
      state: 'waiting',
      attempts: 1,
      error: crashOf(worker),
      retryAtMs: expect.any(Number),
    });
    // What was done before the crash was not done again.
    expect(failed?.stages.find(({ state }) => state !== 'done')?.name).toBe(stage);
    const { jobs } = await client.jobs.list({});
    const done = jobs.find(({ id }) => id === failed?.id);
    expect(done).toMatchObject({ state: 'done', attempts: 2, fraction: 1 });
    expect(done).not.toHaveProperty('error');
  },
);

test('killed in every attempt: the job fails with the reason, and a retry brings it home', async () => {
  children.killDuring('whisper', 'transcribe', { kills: 3 });
  const failed = await ingest('walk-after-dinner.mp4');
  expect(failed).toMatchObject({ status: 'failed', error: crashOf('whisper') });
  expect(new Set(children.killed).size).toBe(3);
  const { jobs } = await client.jobs.list({});
  const job = jobs.find(({ state }) => state === 'failed');
  expect(job).toMatchObject({ attempts: 3, error: crashOf('whisper') });
  if (job === undefined) return;
  expect(await client.jobs.retry({ jobId: job.id, wait: true })).toMatchObject({ state: 'done' });
  expect(await client.library.verify()).toMatchObject({ ok: true });
});

test('the engine killed before a draft’s first word is asked again; killed twice, the draft’s stream says so', async () => {
  const create = async (): Promise<DraftEvent[]> => {
    const events: DraftEvent[] = [];
    const brief = { topic: 'saving money on lunch and groceries', count: 1 };
    for await (const event of await client.drafts.create(brief)) events.push(event);
    return events;
  };
  // Taken in already when the tests above ran.
  expect((await ingest('lunch-money-friday.mp4'))?.type).toBe('item');
  children.killDuring('engine', 'generate', { kills: 2 });
  await expect(create()).rejects.toMatchObject({
    code: 'worker.crashed',
    message: crashOf('engine').message,
  });
  expect(children.killed).toHaveLength(2);
  children.killDuring('engine', 'generate');
  const types = (await create()).map(({ type }) => type);
  expect(types[0]).toBe('started');
  expect(types).toContain('token');
  expect(children.killed).toHaveLength(1);
});
