import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { JobId } from '../../../contract/index.ts';
import type { JobKind } from '../jobKind.ts';
import { openTestQueue, type TestQueue, testKind, untilAborted } from '../testing/testQueue.ts';

let opened: TestQueue | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** A playlist that queues its videos, and the videos, each of which waits to be let go. */
function openFamily() {
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const child: JobKind<{ name: string }> = testKind(
    {
      load: async ({ payload, signal, progress }) => {
        progress(0.5);
        const gate = Promise.withResolvers<void>();
        gates.set(payload.name, gate);
        await Promise.race([gate.promise, untilAborted(signal)]);
      },
    },
    { kind: 'child', resource: 'network' },
  );
  const parent: JobKind<{ names: string[] }> = testKind(
    {
      expand: ({ payload, jobId, writeAtEnd }) => {
        writeAtEnd(() => {
          for (const name of payload.names) {
            queue.enqueue(child, { name }, { label: name, parentId: jobId });
          }
        });
      },
    },
    { kind: 'parent' },
  );
  const waiting: JobKind<{ names: string[] }> = {
    ...parent,
    kind: 'waiting',
    stages: [
      ...parent.stages,
      {
        name: 'follow',
        weight: 1,
        resource: 'cpu',
        run: ({ childrenEnded }) => childrenEnded(),
      },
    ],
  };
  opened = openTestQueue({ kinds: [child, parent, waiting] });
  const { queue, library } = opened;
  queue.start();
  return { queue, library, parent, waiting, gates };
}

test('a parent’s progress is that of its children', async () => {
  const { queue, parent, gates } = openFamily();
  const id = queue.enqueue(parent, { names: ['a', 'b', 'c'] }, { label: 'list' });
  expect(await queue.finished(id)).toMatchObject({ state: 'done' });
  await vi.waitFor(() => expect(gates.size).toBe(3));
  gates.get('a')?.resolve();
  await vi.waitFor(() =>
    expect(queue.get(id).children).toEqual({ total: 3, done: 1, failed: 0, cancelled: 0 }),
  );
  expect(queue.get(id).fraction).toBeCloseTo((1 + 1 + 0.5 + 0.5) / 4);
  expect(queue.list({ limit: 9 }).map(({ parentId }) => parentId)).toEqual([id, id, id, undefined]);
  for (const gate of gates.values()) gate.resolve();
  await vi.waitFor(() => expect(queue.get(id).fraction).toBe(1));
});

test('progress of a parent that runs does not fall when it leads to another job', async () => {
  const gate = Promise.withResolvers<void>();
  const child = testKind({ load: () => gate.promise }, { kind: 'child', resource: 'network' });
  const link = testKind(
    {
      resolve: () => {},
      download: ({ jobId, writeAtEnd }) =>
        writeAtEnd(() => {
          queue.enqueue(child, {}, { label: 'video', parentId: jobId });
        }),
      clean: () => gate.promise,
    },
    { kind: 'link' },
  );
  opened = openTestQueue({ kinds: [child, link] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(link, {}, { label: 'link' });
  await vi.waitFor(() => expect(queue.get(id).children).toMatchObject({ total: 1 }));
  expect(queue.get(id)).toMatchObject({ state: 'running', fraction: 2 / 3 });
  gate.resolve();
  expect(await queue.finished(id)).toMatchObject({ state: 'done' });
});

test('cancelling a parent cancels its children, whether it has ended or not', async () => {
  const { queue, parent, gates } = openFamily();
  const id = queue.enqueue(parent, { names: ['a', 'b', 'c', 'd', 'e'] }, { label: 'list' });
  await queue.finished(id);
  await vi.waitFor(() => expect(gates.size).toBeGreaterThan(1));
  const job = await queue.cancel(id);
  expect(job).toMatchObject({ state: 'done', children: { total: 5, done: 0, cancelled: 5 } });
});

test('a parent may wait for its children without holding its resource', async () => {
  const { queue, waiting, gates } = openFamily();
  const quick = (name: string): JobId => queue.enqueue(waiting, { names: [] }, { label: name });
  const id = queue.enqueue(waiting, { names: ['a'] }, { label: 'list' });
  await vi.waitFor(() => expect(gates.size).toBe(1));
  // The only cpu slot is free for others.
  expect(await queue.finished(quick('other'))).toMatchObject({ state: 'done' });
  expect(queue.get(id).state).toBe('running');
  gates.get('a')?.resolve();
  expect(await queue.finished(id)).toMatchObject({ state: 'done', fraction: 1 });
});

test('the slot is free while a remote server works, and is had again afterwards', async () => {
  const answer = Promise.withResolvers<string>();
  const seen: string[] = [];
  const remote = testKind(
    {
      ask: async ({ releaseWhile, yieldSlot }) => {
        seen.push(await releaseWhile(() => answer.promise));
        await sleep(50);
        await yieldSlot();
        seen.push('stored');
      },
    },
    { kind: 'remote', resource: 'cpu' },
  );
  const local = testKind(
    { work: () => void seen.push('local') },
    { kind: 'local', resource: 'cpu' },
  );
  opened = openTestQueue({ kinds: [remote, local] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(remote, {}, { label: 'remote' });
  await vi.waitFor(() => expect(queue.get(id).stages[0]?.state).toBe('running'));
  await queue.finished(queue.enqueue(local, {}, { label: 'one' }));
  answer.resolve('answered');
  await vi.waitFor(() => expect(seen).toContain('answered'));
  await queue.finished(queue.enqueue(local, {}, { label: 'two' }));
  await queue.finished(id);
  expect(seen).toEqual(['local', 'answered', 'stored', 'local']);
});

test('a remote server that fails, or a cancel while it works, leaves no slot taken', async () => {
  const remote = testKind<{ fails: boolean }>(
    {
      ask: ({ payload, signal, releaseWhile }) =>
        releaseWhile(async () => {
          if (payload.fails) throw new Error('The server is gone.');
          await untilAborted(signal);
        }),
    },
    { kind: 'remote', resource: 'cpu' },
  );
  const local = testKind({ work: () => {} }, { kind: 'local', resource: 'cpu' });
  opened = openTestQueue({ kinds: [remote, local] });
  const { queue } = opened;
  queue.start();
  const failing = queue.enqueue(remote, { fails: true }, { label: 'fails' });
  expect(await queue.finished(failing)).toMatchObject({
    state: 'failed',
    error: { message: 'The server is gone.' },
  });
  const waiting = queue.enqueue(remote, { fails: false }, { label: 'waits' });
  await vi.waitFor(() => expect(queue.get(waiting).stages[0]?.state).toBe('running'));
  expect((await queue.cancel(waiting)).state).toBe('cancelled');
  const after = queue.enqueue(local, {}, { label: 'after' });
  expect(await queue.finished(after)).toMatchObject({ state: 'done' });
});

test('a stage says how far it is in its own words', async () => {
  const gate = Promise.withResolvers<void>();
  const kind = testKind({
    work: async ({ progress }) => {
      progress(0.3, { done: 3, total: 10, text: 'Reading rows' });
      await gate.promise;
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'rows' });
  await vi.waitFor(() =>
    expect(queue.get(id).stages[0]).toMatchObject({
      fraction: 0.3,
      detail: { done: 3, total: 10, text: 'Reading rows' },
    }),
  );
  gate.resolve();
  await queue.finished(id);
});

test('a stage’s results and its end are stored together or not at all', async () => {
  const kind = testKind<{ attempt?: string }>({
    work: ({ writeAtEnd, update, setVideo: _ }) => {
      writeAtEnd(() => {
        library.db.$client.exec("INSERT INTO settings (key, value) VALUES ('half', '1')");
        update({ attempt: 'stored' });
      });
      if (isBroken) {
        writeAtEnd(() => {
          throw new Error('The second write fails.');
        });
      }
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue, library } = opened;
  const rows = library.db.$client
    .prepare("SELECT count(*) FROM settings WHERE key = 'half'")
    .pluck();
  const payload = library.db.$client.prepare('SELECT payload FROM jobs').pluck();
  let isBroken = true;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'two writes' });
  expect(await queue.finished(id)).toMatchObject({
    state: 'failed',
    stages: [{ state: 'failed' }],
  });
  expect([rows.get(), payload.get()]).toEqual([0, '{}']);
  isBroken = false;
  queue.retry(id);
  expect(await queue.finished(id)).toMatchObject({ state: 'done' });
  expect([rows.get(), payload.get()]).toEqual([1, '{"attempt":"stored"}']);
});
