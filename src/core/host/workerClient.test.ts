import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forkChild } from './nodeHost.ts';
import type { TestCalls } from './testWorker.ts';
import { WorkerClient } from './workerClient.ts';

const file = fileURLToPath(new URL('./testWorker.ts', import.meta.url));
let client: WorkerClient<TestCalls>;
beforeEach(() => {
  client = new WorkerClient<TestCalls>({ start: () => forkChild(file).child }, 'media');
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
