import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Library } from '../../db/index.ts';
import { openTestQueue, type TestQueue, testKind, untilAborted } from '../testing/testQueue.ts';

let opened: TestQueue | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** From now on the database cannot grow: SQLite reports what it reports on a full disk. */
function fillDisk({ db }: Library): void {
  const pages = db.$client.pragma('page_count', { simple: true });
  db.$client.pragma(`max_page_count = ${pages}`);
}

function freeDisk({ db }: Library): void {
  db.$client.pragma('max_page_count = 1000000');
}

test('a disk that fills up while a job runs fails the job, which goes on when there is space', async () => {
  const runs: string[] = [];
  let isFull = true;
  const kind = testKind({
    probe: () => {
      runs.push('probe');
    },
    store: async ({ warn, signal }) => {
      runs.push('store');
      if (!isFull) return;
      fillDisk(library);
      for (let i = 0; i < 100; i++) warn('captions.invalid', `${i} ${'x'.repeat(2_000)}`);
      await untilAborted(signal);
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue, library } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  expect(await queue.finished(id)).toMatchObject({
    state: 'failed',
    error: { code: 'disk.full' },
    stages: [{ state: 'done' }, {}],
  });
  isFull = false;
  freeDisk(library);
  queue.retry(id);
  expect(await queue.finished(id)).toMatchObject({ state: 'done', warnings: [] });
  expect(runs).toEqual(['probe', 'store', 'store']);
});

test('when not even the failure can be stored, it is shown, and stored once that is possible', async () => {
  const kind = testKind({
    work: async ({ progress, signal }) => {
      // SQLite refuses every write of this connection.
      library.db.$client.pragma('query_only = ON');
      progress(0.5);
      await untilAborted(signal);
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue, library, open } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  const failed = await queue.finished(id);
  expect(failed).toMatchObject({
    state: 'failed',
    error: { message: expect.any(String) },
    stages: [{ state: 'failed' }],
  });
  expect(queue.list({ limit: 9 })).toEqual([failed]);
  const otherProcess = open([kind]).queue;
  expect(otherProcess.get(id).state).toBe('running');
  expect(() => queue.retry(id)).toThrow(expect.objectContaining({ name: 'AppError' }));
  library.db.$client.pragma('query_only = OFF');
  expect(await otherProcess.finished(id)).toEqual(failed);
});

test('a job that cannot be taken into work fails instead of being tried for ever', async () => {
  const kind = testKind({ work: () => {} });
  opened = openTestQueue({ kinds: [kind] });
  const { queue, library } = opened;
  const id = queue.enqueue(kind, {}, { label: 'a' });
  queue.start();
  library.db.$client.pragma('query_only = ON');
  expect((await queue.finished(id)).state).toBe('failed');
  library.db.$client.pragma('query_only = OFF');
  queue.retry(id);
  expect((await queue.finished(id)).state).toBe('done');
});

test('errors that are no errors of ours, and broken kinds, end the job and not the queue', async () => {
  const odd = testKind({
    work: () => {
      throw 'a string';
    },
  });
  const broken = testKind(
    {
      work: () => {
        throw new Error('broken');
      },
    },
    {
      kind: 'broken',
      maxAttempts: 2,
      isRetryable: () => {
        throw new Error('this kind is broken too');
      },
    },
  );
  const aborting = testKind(
    { work: () => AbortSignal.abort().throwIfAborted() },
    { kind: 'aborting' },
  );
  opened = openTestQueue({ kinds: [odd, broken, aborting] });
  const { queue } = opened;
  queue.start();
  const ids = [odd, broken, aborting].map((kind) => queue.enqueue(kind, {}, { label: 'a' }));
  const jobs = await Promise.all(ids.map((id) => queue.finished(id)));
  expect(jobs.map(({ state, error }) => [state, error?.code, error?.message])).toEqual([
    ['failed', 'internal.unexpected', 'a string'],
    ['failed', 'internal.unexpected', 'broken'],
    ['failed', 'internal.unexpected', 'Cancelled.'],
  ]);
});

test('warnings are kept in order, once each, and a stage that runs again replaces its own', async () => {
  let run = 0;
  const kind = testKind({
    probe: ({ warn }) => warn('input.truncated', 'the end is missing'),
    read: ({ warn }) => {
      run++;
      warn('captions.invalid', 'line 3');
      warn('input.truncated', 'the end is missing');
      if (run === 1) warn('captions.invalid', 'line 9');
      warn('captions.invalid', 'line 3');
      if (run === 1) throw new Error('broken');
    },
    store: ({ warn }) => warn('media.altered', 'changed'),
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  const failed = await queue.finished(id);
  expect(failed.warnings.map(({ message }) => message)).toEqual([
    'the end is missing',
    'line 3',
    'line 9',
  ]);
  queue.retry(id);
  const done = await queue.finished(id);
  expect(done.warnings.map(({ code, message }) => [code, message])).toEqual([
    ['input.truncated', 'the end is missing'],
    ['captions.invalid', 'line 3'],
    ['media.altered', 'changed'],
  ]);
});

test('a context kept after its stage can do no harm', async () => {
  const late: (() => void)[] = [];
  const claims: Promise<void>[] = [];
  const kind = testKind<{ name?: string }>({
    work: (context) => {
      late.push(() => {
        context.progress(0.1);
        context.warn('captions.invalid', 'late');
        context.update({ name: 'late' });
        claims.push(context.claim('late'), context.yieldSlot());
      });
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  const done = await queue.finished(id);
  for (const call of late) call();
  expect((await Promise.allSettled(claims)).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ]);
  await nextTurn();
  expect(queue.get(id)).toEqual(done);
});
