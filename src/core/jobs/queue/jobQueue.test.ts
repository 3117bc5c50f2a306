import { afterEach, expect, test } from 'vitest';
import { jobSchema, type VideoId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import {
  openTestQueue,
  type TestQueue,
  type TestQueueOptions,
  testKind,
} from '../testing/testQueue.ts';

let opened: TestQueue | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});
const openQueue = (options: TestQueueOptions): TestQueue => {
  opened = openTestQueue(options);
  return opened;
};

test('a job runs its stages in order, hands its payload on, and ends as the contract says', async () => {
  const seen: unknown[] = [];
  const kind = testKind<{ path: string; sizeBytes?: number }>({
    probe: (context) => {
      context.update({ sizeBytes: 12 });
      seen.push(['probe', context.payload]);
      context.warn('captions.invalid', 'line 3');
      context.setVideo('video1' as VideoId);
    },
    store: (context) => {
      seen.push(['store', context.payload]);
    },
  });
  const { queue } = openQueue({ kinds: [kind] });
  const id = queue.enqueue(kind, { path: 'a.mp4' }, { label: 'a.mp4' });
  expect(queue.get(id.slice(0, 8))).toMatchObject({ id, state: 'waiting', fraction: 0 });
  queue.start();
  const job = await queue.finished(id);
  expect(seen).toEqual([
    ['probe', { path: 'a.mp4', sizeBytes: 12 }],
    ['store', { path: 'a.mp4', sizeBytes: 12 }],
  ]);
  expect(jobSchema.parse(job)).toEqual({
    id,
    kind: 'test',
    label: 'a.mp4',
    state: 'done',
    fraction: 1,
    attempts: 1,
    stages: [
      { name: 'probe', state: 'done', fraction: 1, durationMs: expect.any(Number) },
      { name: 'store', state: 'done', fraction: 1, durationMs: expect.any(Number) },
    ],
    videoId: 'video1',
    warnings: [{ code: 'captions.invalid', message: 'line 3', hint: expect.any(String) }],
    createdAtMs: expect.any(Number),
    startedAtMs: expect.any(Number),
    finishedAtMs: expect.any(Number),
  });
  expect(queue.list({ limit: 10 })).toEqual([job]);
});

test('a kind clears up after each of its jobs that is done, and after no other', async () => {
  const cleared: string[] = [];
  const kind = testKind<{ fails: boolean }>(
    {
      work: ({ payload }) => {
        if (payload.fails) throw new AppError('input.notMedia', 'a.txt holds text.');
      },
    },
    {
      onDone: (jobId) => {
        cleared.push(jobId);
        throw new Error('The folder is in use.');
      },
    },
  );
  const { queue } = openQueue({ kinds: [kind] });
  queue.start();
  const done = queue.enqueue(kind, { fails: false }, { label: 'a.mp4' });
  expect(await queue.finished(done)).toMatchObject({ state: 'done' });
  const failed = queue.enqueue(kind, { fails: true }, { label: 'a.txt' });
  expect(await queue.finished(failed)).toMatchObject({ state: 'failed' });
  const next = queue.enqueue(kind, { fails: false }, { label: 'b.mp4' });
  expect(await queue.finished(next)).toMatchObject({ state: 'done' });
  expect(cleared).toEqual([done, next]);
});

test('a job that fails says why and what to do, and goes on at the failed stage when told', async () => {
  let isBroken = true;
  const runs: string[] = [];
  const kind = testKind({
    probe: () => {
      runs.push('probe');
    },
    store: () => {
      runs.push('store');
      if (isBroken) throw new AppError('input.notMedia', 'a.txt holds text.');
    },
  });
  const { queue } = openQueue({ kinds: [kind] });
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a.txt' });
  const failed = await queue.finished(id);
  expect(failed).toMatchObject({
    state: 'failed',
    attempts: 1,
    error: { code: 'input.notMedia', message: 'a.txt holds text.', hint: expect.any(String) },
    stages: [{ state: 'done' }, { state: 'failed' }],
  });
  isBroken = false;
  expect(queue.retry(id)).toMatchObject({ state: 'waiting' });
  const done = await queue.finished(id);
  expect(done.state).toBe('done');
  expect(done.error).toBeUndefined();
  expect(runs).toEqual(['probe', 'store', 'store']);
  expect(() => queue.retry(id)).toThrow(expect.objectContaining({ code: 'job.notRetryable' }));
});

test('an unknown or ambiguous id is not found', () => {
  const kind = testKind({ only: () => {} });
  const { queue } = openQueue({ kinds: [kind] });
  for (let i = 0; i < 40; i++) queue.enqueue(kind, {}, { label: `${i}` });
  const ids = queue.list({ limit: 100 }).map((job) => job.id[0] ?? '');
  const twice = ids.find((first, i) => ids.indexOf(first) !== i) ?? '';
  for (const id of ['', 'zzzzzzzzzzzzzzzzzzz', "' OR 1=1", '%', twice]) {
    expect(() => queue.get(id)).toThrow(expect.objectContaining({ code: 'job.notFound' }));
  }
});
