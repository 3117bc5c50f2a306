import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '../../base/index.ts';
import { JobRepository } from '../store/jobRepository.ts';
import { openTestQueue, type TestQueue, testKind, untilAborted } from '../testing/testQueue.ts';

let opened: TestQueue | undefined;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  vi.useRealTimers();
  await opened?.close();
  opened = undefined;
});

const settle = (ms = 10): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('a running job is cancelled when its stage answers the signal', async () => {
  const kind = testKind({ probe: () => {}, wait: ({ signal }) => untilAborted(signal) });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  await settle();
  const ended = queue.finished(id);
  expect(await queue.cancel(id)).toMatchObject({
    state: 'cancelled',
    finishedAtMs: Date.now(),
    stages: [{ state: 'done' }, { state: 'waiting' }],
  });
  expect(await ended).not.toHaveProperty('error');
});

test('a stage that returns early because of the signal has not done its work', async () => {
  const kind = testKind({
    wait: async ({ signal }) => {
      await untilAborted(signal).catch(() => {});
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  await settle();
  expect(await queue.cancel(id)).toMatchObject({
    state: 'cancelled',
    stages: [{ state: 'waiting' }],
  });
});

test('a stage that ignores its signal: the job ends, its slot and keys stay taken till it returns', async () => {
  let finish = (): void => {};
  let lateCall = (): void => {};
  const deaf = testKind(
    {
      wait: (context) => {
        lateCall = () => {
          context.progress(0.9);
          context.warn('captions.invalid', 'late');
        };
        return new Promise<void>((resolve) => {
          finish = resolve;
        });
      },
    },
    { resource: 'cpu' },
  );
  const quick = testKind({ work: () => {} }, { kind: 'quick', resource: 'cpu' });
  opened = openTestQueue({ kinds: [deaf, quick] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(deaf, {}, { label: 'deaf', exclusiveKey: 'hash' });
  await settle();
  const other = queue.enqueue(quick, {}, { label: 'quick' });
  const cancelling = queue.cancel(id);
  await settle(1_400);
  expect(queue.get(id).state).toBe('running');
  await settle(200);
  const cancelled = await cancelling;
  expect(cancelled).toMatchObject({ state: 'cancelled', warnings: [] });
  lateCall();
  expect(queue.get(id)).toEqual(cancelled);
  queue.retry(id);
  await settle(5_000);
  expect(queue.get(other)).toMatchObject({ stages: [{ state: 'waiting' }] });
  expect(queue.get(id).state).toBe('waiting');
  finish();
  await settle();
  expect(queue.get(other).state).toBe('done');
  expect(queue.get(id).state).toBe('running');
  finish();
  await settle();
  expect(queue.get(id).state).toBe('done');
});

test('a cancel counts even when a pause came before it and the program closes after it', async () => {
  const kind = testKind({ wait: () => new Promise(() => {}) });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  await settle();
  const stopping = [queue.pause(id), queue.cancel(id), queue.dispose()];
  await settle(1_600);
  await Promise.all(stopping);
  expect(queue.get(id).state).toBe('cancelled');
});

test('a paused job keeps its finished stages and goes on when told', async () => {
  const runs: string[] = [];
  const kind = testKind({
    probe: () => {
      runs.push('probe');
    },
    store: async ({ signal }) => {
      runs.push('store');
      if (runs.length === 2) await untilAborted(signal);
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  await settle();
  expect(await queue.pause(id)).toMatchObject({
    state: 'paused',
    fraction: 0.5,
    stages: [{ state: 'done' }, { state: 'waiting' }],
  });
  expect(() => queue.retry(id)).toThrow(expect.objectContaining({ code: 'job.notRetryable' }));
  await settle(60_000);
  expect(runs).toEqual(['probe', 'store']);
  expect(queue.resume(id).state).toBe('waiting');
  await settle();
  expect(queue.get(id)).toMatchObject({ state: 'done', attempts: 1 });
  expect(runs).toEqual(['probe', 'store', 'store']);
});

test('jobs that wait are paused and cancelled at once; jobs that ended stay as they are', async () => {
  const kind = testKind({ work: () => {} });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  const [one = '', two = '', three = ''] = ['1', '2', '3'].map((label) =>
    queue.enqueue(kind, {}, { label }),
  );
  expect((await queue.cancel(one)).state).toBe('cancelled');
  expect((await queue.pause(two)).state).toBe('paused');
  queue.start();
  await settle();
  const done = queue.get(three);
  expect(done.state).toBe('done');
  expect(await queue.cancel(three)).toEqual(done);
  expect(await queue.pause(three)).toEqual(done);
  expect(queue.resume(three)).toEqual(done);
  expect((await queue.cancel(two)).state).toBe('cancelled');
  expect(queue.retry(one).state).toBe('waiting');
  await settle();
  expect(queue.get(one).state).toBe('done');
});

test('a request of another process is noticed within half a second', async () => {
  const kind = testKind({ wait: ({ signal }) => untilAborted(signal) });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  await settle();
  const otherProcess = opened.open([kind]);
  new JobRepository(otherProcess.library.db).request(id, 'cancel', Date.now());
  await settle(500);
  expect(queue.get(id).state).toBe('cancelled');
});

test('failed attempts are tried again later and later, then the job fails', async () => {
  const startedAtMs = Date.now();
  const attemptsMs: number[] = [];
  const kind = testKind(
    {
      load: () => {
        attemptsMs.push(Date.now() - startedAtMs);
        throw new AppError('network.unavailable', 'offline');
      },
    },
    { maxAttempts: 4, isRetryable: (code) => code === 'network.unavailable' },
  );
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  await settle(0);
  await settle(0);
  expect(queue.get(id)).toMatchObject({
    state: 'waiting',
    attempts: 1,
    retryAtMs: startedAtMs + 750,
    error: { code: 'network.unavailable', message: 'offline' },
    stages: [{ state: 'failed' }],
  });
  await settle(60_000);
  expect(queue.get(id)).toMatchObject({ state: 'failed', attempts: 4 });
  expect(queue.get(id)).not.toHaveProperty('retryAtMs');
  const near = (ms: number): unknown => expect.closeTo(ms, -1.5);
  expect(attemptsMs).toEqual([near(0), near(750), near(2_250), near(5_250)]);
});

test('a job waiting for its next attempt can be tried at once, paused or cancelled', async () => {
  let runs = 0;
  const kind = testKind(
    {
      load: () => {
        runs++;
        throw new AppError('network.unavailable', 'offline');
      },
    },
    { maxAttempts: 2 },
  );
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  await settle(20);
  expect(runs).toBe(1);
  queue.retry(id);
  await settle(20);
  expect(runs).toBe(2);
  expect((await queue.pause(id)).state).toBe('paused');
  await settle(60_000);
  expect(runs).toBe(2);
  queue.resume(id);
  expect(await queue.cancel(id)).toMatchObject({ state: 'cancelled' });
  await settle(60_000);
  expect(runs).toBe(2);
});
