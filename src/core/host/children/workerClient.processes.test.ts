import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forkChild } from '../nodeHost.ts';
import type { TestCalls } from './testWorker.ts';
import { WorkerClient, type WorkerOptions } from './workerClient.ts';

const file = fileURLToPath(new URL('./testWorker.ts', import.meta.url));
let client: WorkerClient<TestCalls>;
beforeEach(() => {
  client = new WorkerClient<TestCalls>(
    { start: () => forkChild(file, { environment: process.env }).child },
    'media',
  );
});
afterEach(() => client.stop());

test('typed arrays, events and errors with codes cross the process border', async () => {
  const events: unknown[] = [];
  const output = await client.call(
    'double',
    { values: new Float32Array([1, 2.5]) },
    { onEvent: (event) => events.push(event) },
  );
  expect(output).toEqual(new Float32Array([2, 5]));
  expect(events).toEqual([{ step: 1 }]);
  await expect(client.call('refuse', null)).rejects.toMatchObject({
    code: 'input.empty',
    message: 'nothing in it',
  });
});

test('a killed process fails the calls it had and the next call starts a new one', async () => {
  await client.call('double', { values: new Float32Array([1]) });
  const { pid } = client;
  const waiting = client.call('waitForCancel', null);
  if (pid === undefined) throw new Error('the worker has no pid');
  process.kill(pid, 'SIGKILL');
  await expect(waiting).rejects.toMatchObject({
    code: 'worker.crashed',
    message: expect.stringContaining('SIGKILL'),
  });
  expect(await client.call('double', { values: new Float32Array([3]) })).toEqual(
    new Float32Array([6]),
  );
  expect(client.pid).not.toBe(pid);
});

test('cancel is heard by a call that listens, and ends the process of one that does not', async () => {
  for (const name of ['waitForCancel', 'blockForever'] as const) {
    const controller = new AbortController();
    const call = client.call(name, null, { signal: controller.signal });
    setTimeout(() => controller.abort(), 200);
    await expect(call).rejects.toMatchObject({ code: 'job.cancelled' });
  }
  expect(await client.call('double', { values: new Float32Array([4]) })).toEqual(
    new Float32Array([8]),
  );
});

test('a cancelled call that does not listen leaves a process that serves others', async () => {
  const shared = sharedClient();
  const others = ['ignoreCancel', 'blockFor'] as const;
  for (const name of others) {
    const controller = new AbortController();
    // Each takes longer than a cancelled call may: one lets messages in meanwhile, one does not.
    const cancelled = shared.call(name, { ms: 1_500 }, { signal: controller.signal });
    const other = shared.call('ignoreCancel', { ms: 2_000 });
    const { pid } = shared;
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(await other).toBeNull();
    expect(shared.pid).toBe(pid);
  }
  shared.stop();
});

test('a process that is stuck is ended although others wait for it, and they hear of it', async () => {
  const shared = sharedClient({ stuckMs: 300 });
  const controller = new AbortController();
  const stuck = shared.call('blockForever', null, { signal: controller.signal });
  const other = shared.call('refuse', null);
  controller.abort();
  await expect(stuck).rejects.toMatchObject({ code: 'job.cancelled' });
  await expect(other).rejects.toMatchObject({ code: 'worker.crashed' });
  shared.stop();
});

test('a process whose last callers have all cancelled is ended', async () => {
  const shared = sharedClient();
  const controllers = [new AbortController(), new AbortController()];
  const calls = controllers.map(({ signal }) =>
    shared.call('ignoreCancel', { ms: 60_000 }, { signal }),
  );
  for (const controller of controllers) controller.abort();
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(shared.pid).toBeUndefined();
});

function sharedClient(options: WorkerOptions = {}): WorkerClient<TestCalls> {
  const children = { start: () => forkChild(file, { environment: process.env }).child };
  return new WorkerClient<TestCalls>(children, 'engine', { cancelGraceMs: 300, ...options });
}

test('a process that nobody calls ends, not one at work; the next call starts another', async () => {
  const idle = new WorkerClient<TestCalls>(
    { start: () => forkChild(file, { environment: process.env }).child },
    'media',
    {
      idleMs: 100,
    },
  );
  const waiting = new AbortController();
  // Longer than the time a process may be idle.
  const atWork = idle.call('waitForCancel', null, { signal: waiting.signal });
  const { pid } = idle;
  if (pid === undefined) throw new Error('the worker has no pid');
  await idle.call('double', { values: new Float32Array([1]) });
  await sleep(400);
  expect(idle.pid).toBe(pid);
  waiting.abort();
  await expect(atWork).rejects.toMatchObject({ code: 'job.cancelled' });
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
  expect(idle.pid).toBeUndefined();
  expect(await idle.call('double', { values: new Float32Array([5]) })).toEqual(
    new Float32Array([10]),
  );
  expect(idle.pid).not.toBe(pid);
  idle.stop();
});

test('a call right after a stop is not taken for one of the process that ends', async () => {
  await client.call('double', { values: new Float32Array([1]) });
  const { pid } = client;
  client.stop();
  const called = client.call('double', { values: new Float32Array([2]) });
  expect(client.pid).not.toBe(pid);
  expect(await called).toEqual(new Float32Array([4]));
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
