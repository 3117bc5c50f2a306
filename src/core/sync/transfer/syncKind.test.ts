import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ErrorCode, JobId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { openTestQueue, type TestQueue } from '../../jobs/testing/testQueue.ts';
import { setSharingState } from '../records/sharingState.ts';
import { createSyncKind, enqueueSync, lastSyncOf } from './syncKind.ts';
import type { SyncProgress } from './syncOnce.ts';

interface Control {
  signal: AbortSignal;
  onProgress(progress: SyncProgress): void;
}

let opened: TestQueue;
let syncs: number;
let exchange: (control: Control) => Promise<SyncProgress>;
const kind = createSyncKind({
  sync: (control) => {
    syncs += 1;
    return exchange(control);
  },
});
beforeEach(() => {
  opened = openTestQueue({ kinds: [kind] });
  setSharingState(opened.library, { connected: 1 });
  syncs = 0;
  exchange = async () => ({ pushed: 1_200, pulled: 3, refused: 1 });
});
afterEach(() => opened.close());

function enqueue(): JobId {
  const run = { dueAtMs: 1, reason: 'byHand' as const };
  return enqueueSync({ library: opened.library, queue: opened.queue, kind }, run);
}

test('one sync at a time: who asks meanwhile gets the one that runs, and its counts', async () => {
  const go = Promise.withResolvers<SyncProgress>();
  exchange = ({ onProgress }) => {
    onProgress({ pushed: 7, pulled: 0, refused: 0 });
    return go.promise;
  };
  const jobId = enqueue();
  opened.queue.start();
  await expect
    .poll(() => opened.queue.get(jobId).stages[0]?.detail)
    .toEqual({ done: 7, text: '7 sent, 0 received' });
  expect(enqueue()).toBe(jobId);
  expect(lastSyncOf(opened.library)).toBeUndefined();
  go.resolve({ pushed: 1_200, pulled: 3, refused: 1 });
  expect(await opened.queue.finished(jobId)).toMatchObject({ state: 'done' });
  expect({ syncs, counts: lastSyncOf(opened.library) }).toEqual({
    ...{ syncs: 1, counts: { pushed: 1_200, pulled: 3, refused: 1 } },
  });
  expect(enqueue()).not.toBe(jobId);
});

test.each<[ErrorCode, string]>([
  ['sharing.unreachable', 'waiting'],
  ['sharing.refused', 'failed'],
  ['sharing.certificate', 'failed'],
])('after %s the job is %s', async (code, state) => {
  exchange = async () => {
    throw new AppError(code, 'So says the database.');
  };
  const jobId = enqueue();
  opened.queue.start();
  await expect
    .poll(() => opened.queue.get(jobId))
    .toMatchObject({ state, error: { code, message: 'So says the database.' } });
  expect(opened.queue.get(jobId).retryAtMs !== undefined).toBe(state === 'waiting');
});

test('a sync is cancelled, and a library that is not shared queues none', async () => {
  exchange = ({ signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const jobId = enqueue();
  opened.queue.start();
  await expect.poll(() => syncs).toBe(1);
  expect(await opened.queue.cancel(jobId)).toMatchObject({ state: 'cancelled' });
  setSharingState(opened.library, { connected: 0 });
  expect(enqueue).toThrow(expect.objectContaining({ code: 'sharing.notConnected' }));
});
