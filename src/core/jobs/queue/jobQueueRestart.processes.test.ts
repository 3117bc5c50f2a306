import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { JobRepository } from '../store/jobRepository.ts';
import { childKind } from '../testing/queueChild.ts';
import { openTestQueue, type TestQueue, testKind, untilAborted } from '../testing/testQueue.ts';

const childFile = fileURLToPath(new URL('../testing/queueChild.ts', import.meta.url));
let opened: TestQueue | undefined;
let child: ChildProcess | undefined;
afterEach(async () => {
  child?.kill('SIGKILL');
  await opened?.close();
  opened = undefined;
});

/** Starts the queue in a process of its own; resolves when a stage hangs or the process ends. */
async function runChild(hangIn: string): Promise<{ exited: Promise<unknown>; kill(): void }> {
  const directory = opened?.directory ?? '';
  const started = spawn(process.execPath, [childFile, directory, join(directory, 'log'), hangIn], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  const exited = once(started, 'exit');
  await Promise.race([once(started.stdout, 'data'), exited]);
  return { exited, kill: () => started.kill('SIGKILL') };
}

test('killed in each of its stages, a job goes on at the last finished one', async () => {
  opened = openTestQueue({ kinds: [childKind] });
  const { queue, library, directory } = opened;
  const id = queue.enqueue(childKind, { trail: [] }, { label: 'a.mp4' });
  for (const stage of ['first', 'second', 'third']) {
    const running = await runChild(stage);
    expect(queue.get(id)).toMatchObject({ state: 'running', attempts: 1 });
    running.kill();
    await running.exited;
  }
  await runChild('none');
  expect(readFileSync(join(directory, 'log'), 'utf8').trim().split('\n')).toEqual([
    'first after nothing',
    'first after nothing',
    'second after first',
    'second after first',
    'third after first+second',
    'third after first+second',
  ]);
  expect(queue.get(id)).toMatchObject({
    state: 'done',
    attempts: 1,
    fraction: 1,
    stages: [{ state: 'done' }, { state: 'done' }, { state: 'done' }],
    warnings: [
      { message: 'first warned' },
      { message: 'second warned' },
      { message: 'third warned' },
    ],
  });
  expect(new JobRepository(library.db).get(id)?.job).toMatchObject({
    payload: { trail: ['first', 'second', 'third'] },
    exclusiveKeys: ['hash-of-the-file'],
  });
});

test('another process cancels a running job', async () => {
  opened = openTestQueue({ kinds: [childKind] });
  const { queue } = opened;
  const id = queue.enqueue(childKind, { trail: [] }, { label: 'a.mp4' });
  const running = await runChild('second');
  const ended = queue.finished(id);
  expect(await queue.cancel(id)).toMatchObject({
    state: 'cancelled',
    stages: [{ state: 'done' }, { state: 'waiting', fraction: 0 }, { state: 'waiting' }],
  });
  expect((await ended).state).toBe('cancelled');
  await running.exited;
  queue.retry(id);
  await runChild('none');
  expect(queue.get(id).state).toBe('done');
});

test('another process pauses a running job', async () => {
  opened = openTestQueue({ kinds: [childKind] });
  const { queue } = opened;
  const id = queue.enqueue(childKind, { trail: [] }, { label: 'a.mp4' });
  await runChild('third');
  expect(await queue.pause(id)).toMatchObject({
    state: 'paused',
    stages: [{ state: 'done' }, { state: 'done' }, { state: 'waiting' }],
  });
});

test('what was asked of a job while nobody ran it is done at the start', async () => {
  opened = openTestQueue({ kinds: [childKind] });
  const { queue } = opened;
  const [one, two] = ['a', 'b'].map((label) => queue.enqueue(childKind, { trail: [] }, { label }));
  const running = await runChild('second');
  running.kill();
  await running.exited;
  const cancelled = await queue.cancel(one ?? '');
  expect(cancelled.state).toBe('running');
  await queue.pause(two ?? '');
  queue.start();
  expect(queue.list({ limit: 9 }).map(({ label, state }) => ({ label, state }))).toEqual([
    { label: 'b', state: 'paused' },
    { label: 'a', state: 'cancelled' },
  ]);
});

test('closing parks a running job, and the next start goes on', async () => {
  const runs: string[] = [];
  let entered = (): void => {};
  const inStore = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const kind = testKind({
    probe: () => {
      runs.push('probe');
    },
    store: async ({ signal }) => {
      runs.push('store');
      entered();
      if (runs.length === 2) await untilAborted(signal);
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  const id = queue.enqueue(kind, {}, { label: 'a' });
  queue.start();
  const waiting = expect(queue.finished(id)).rejects.toMatchObject({ code: 'job.cancelled' });
  await inStore;
  await queue.dispose();
  await waiting;
  expect(queue.get(id)).toMatchObject({
    state: 'waiting',
    attempts: 1,
    stages: [{ state: 'done' }, { state: 'waiting' }],
  });
  const next = opened.open([kind]);
  next.queue.start();
  expect(await next.queue.finished(id)).toMatchObject({ state: 'done', attempts: 1 });
  expect(runs).toEqual(['probe', 'store', 'store']);
});

test('a job begun by an older version runs the stages of this one, keeping those that are done', async () => {
  const runs: string[] = [];
  const note = (name: string) => (): void => {
    runs.push(name);
  };
  const isBroken = (): void => {
    throw new Error('broken');
  };
  const older = testKind({ probe: note('probe'), store: isBroken });
  opened = openTestQueue({ kinds: [older] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(older, {}, { label: 'a' });
  await queue.finished(id);
  await queue.dispose();
  const newer = testKind({ probe: note('probe'), frames: note('frames'), store: note('store') });
  const next = opened.open([newer]).queue;
  next.start();
  next.retry(id);
  expect(await next.finished(id)).toMatchObject({
    state: 'done',
    stages: [{ name: 'probe' }, { name: 'frames' }, { name: 'store' }],
  });
  expect(runs).toEqual(['probe', 'frames', 'store']);
});

test('a job of a kind that this version does not know fails and can be retried by one that does', async () => {
  const kind = testKind({ only: () => {} });
  opened = openTestQueue({ kinds: [kind] });
  const id = opened.queue.enqueue(kind, {}, { label: 'a' });
  const other = opened.open([]).queue;
  other.start();
  expect(await other.finished(id)).toMatchObject({
    state: 'failed',
    error: { code: 'internal.unexpected', message: expect.stringContaining('"test"') },
  });
  await other.dispose();
  opened.queue.start();
  opened.queue.retry(id);
  expect((await opened.queue.finished(id)).state).toBe('done');
});
