import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JobId } from '../../../contract/index.ts';
import { interactivePriority } from '../../base/index.ts';
import { ResourceSlots } from '../admission/resourceSlots.ts';
import { openTestQueue, type TestQueue, testKind } from '../testing/testQueue.ts';

let opened: TestQueue | undefined;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  vi.useRealTimers();
  await opened?.close();
  opened = undefined;
});

const settle = (ms = 20): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Named {
  name: string;
}

test('higher priority first, then the oldest; one cpu stage at a time', async () => {
  const order: string[] = [];
  let inWork = 0;
  const kind = testKind<Named>(
    {
      work: async ({ payload }) => {
        order.push(payload.name);
        expect(++inWork).toBe(1);
        await sleep(100);
        inWork--;
      },
    },
    { resource: 'cpu' },
  );
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  const add = (name: string, priority: number): JobId =>
    queue.enqueue(kind, { name }, { label: name, priority });
  add('low 1', 0);
  add('low 2', 0);
  add('low 3', 0);
  add('high', 5);
  queue.start();
  await settle(150);
  add('urgent', 9);
  add('low 4', 0);
  await settle(1_000);
  expect(order).toEqual(['high', 'low 1', 'urgent', 'low 2', 'low 3', 'low 4']);
});

test('a job reads the disk while another computes, and few jobs are in work at once', async () => {
  const log: string[] = [];
  const kind = testKind<Named>({});
  const mixed = {
    ...kind,
    stages: (['disk', 'cpu'] as const).map((resource) => ({
      name: resource,
      weight: 1,
      resource,
      run: async ({ payload }: { payload: Named }) => {
        log.push(`${payload.name} ${resource} begins`);
        await sleep(resource === 'cpu' ? 1_000 : 10);
        log.push(`${payload.name} ${resource} ends`);
      },
    })),
  };
  opened = openTestQueue({ kinds: [mixed] });
  const { queue } = opened;
  for (const name of ['a', 'b', 'c', 'd', 'e']) queue.enqueue(mixed, { name }, { label: name });
  queue.start();
  await settle(500);
  expect(log.filter((line) => line.endsWith('begins'))).toEqual([
    'a disk begins',
    'b disk begins',
    'c disk begins',
    'a cpu begins',
  ]);
  await settle(10_000);
  expect(log.filter((line) => line.includes('cpu begins'))).toEqual(
    ['a', 'b', 'c', 'd', 'e'].map((name) => `${name} cpu begins`),
  );
});

test('jobs of one key run one after the other, whether it was given or claimed', async () => {
  const log: string[] = [];
  const kind = testKind<Named & { key?: string }>({
    hash: async ({ payload, claim }) => {
      if (payload.key !== undefined) await claim(payload.key);
    },
    store: async ({ payload }) => {
      log.push(`${payload.name} begins`);
      await sleep(100);
      log.push(`${payload.name} ends`);
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.enqueue(kind, { name: 'a', key: 'same' }, { label: 'a' });
  queue.enqueue(kind, { name: 'b', key: 'same' }, { label: 'b' });
  queue.enqueue(kind, { name: 'c' }, { label: 'c', exclusiveKey: 'same' });
  queue.enqueue(kind, { name: 'd' }, { label: 'd' });
  queue.start();
  await settle(2_000);
  const ofSame = log.filter((line) => !line.startsWith('d'));
  expect(ofSame.filter((_line, i) => i % 2 === 0).sort()).toEqual([
    'a begins',
    'b begins',
    'c begins',
  ]);
  for (let i = 0; i < ofSame.length; i += 2) {
    expect(ofSame[i + 1]).toBe(ofSame[i]?.replace('begins', 'ends'));
  }
  expect(queue.list({ limit: 9 }).map(({ state }) => state)).toEqual(Array(4).fill('done'));
});

test('a job that waits for a key leaves its slot to others, and is cancelled there', async () => {
  const kind = testKind<Named>(
    {
      claim: async ({ claim }) => claim('same'),
      work: async () => sleep(60_000),
    },
    { resource: 'disk' },
  );
  const cpu = testKind({ work: () => {} }, { kind: 'quick' });
  const slots = new ResourceSlots({ capacity: { cpu: 1, disk: 2, network: 1 } });
  opened = openTestQueue({ kinds: [kind, cpu], slots });
  const { queue } = opened;
  queue.start();
  const ids = ['a', 'b', 'c'].map((name) => queue.enqueue(kind, { name }, { label: name }));
  await settle();
  expect(ids.map((id) => queue.get(id).stages[0]?.state)).toEqual(['done', 'running', 'running']);
  expect(await slots.run('disk', 0, undefined, () => 'had a slot')).toBe('had a slot');
  expect((await queue.cancel(ids[1] ?? '')).state).toBe('cancelled');
  await settle(130_000);
  expect(ids.map((id) => queue.get(id).state)).toEqual(['done', 'cancelled', 'done']);
});

test('interactive work uses the slots too, and long work gives way to it between its pieces', async () => {
  const log: string[] = [];
  const kind = testKind(
    {
      transcribe: async ({ yieldSlot }) => {
        for (const piece of [1, 2, 3]) {
          log.push(`piece ${piece}`);
          await sleep(1_000);
          await yieldSlot();
        }
      },
    },
    { resource: 'cpu' },
  );
  const slots = new ResourceSlots();
  opened = openTestQueue({ kinds: [kind], slots });
  const { queue } = opened;
  queue.start();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  queue.enqueue(kind, {}, { label: 'b' });
  await settle(500);
  const search = slots.run('cpu', interactivePriority, undefined, async () => {
    log.push('search begins');
    await sleep(2_000);
    log.push('search ends');
  });
  await settle(10_000);
  await search;
  expect(log).toEqual([
    'piece 1',
    'search begins',
    'search ends',
    'piece 2',
    'piece 3',
    'piece 1',
    'piece 2',
    'piece 3',
  ]);
  // The time in line is no time of work, or it would spoil the estimates of later jobs.
  expect(queue.get(id).stages[0]?.durationMs).toBe(3_000);
});

test('progress is told a few times a second, and the end always', async () => {
  const kind = testKind({
    work: async ({ progress }) => {
      for (let i = 1; i <= 1_000; i++) {
        progress(i / 1_000);
        // Native libraries report such things; progress that goes back is not shown.
        for (const odd of [0.001, -1, Number.NaN]) progress(odd);
        await sleep(1);
      }
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const fractions: number[] = [];
  const states = new Set<string>();
  const watching = (async () => {
    for await (const job of queue.watch()) {
      states.add(job.state);
      if (job.state === 'running') fractions.push(job.fraction);
    }
  })();
  const id = queue.enqueue(kind, {}, { label: 'a' });
  await settle(1_200);
  expect((await queue.finished(id)).fraction).toBe(1);
  await queue.dispose();
  await watching;
  expect(fractions.length).toBeGreaterThan(4);
  expect(fractions.length).toBeLessThan(10);
  expect(fractions).toEqual([...fractions].sort((one, other) => one - other));
  expect([...states]).toEqual(['waiting', 'running', 'done']);
});

test('a running job says how long it will take, sooner when others of its kind were seen', async () => {
  const kind = testKind({
    work: async ({ progress }) => {
      for (let i = 0; i < 10; i++) {
        progress(i / 10);
        await sleep(1_000);
      }
    },
  });
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  queue.start();
  const first = queue.enqueue(kind, {}, { label: 'a' });
  await settle(500);
  expect(queue.get(first)).not.toHaveProperty('timeLeftMs');
  await settle(5_000);
  // Half is told to be done, after 5.5 s.
  expect(queue.get(first).timeLeftMs).toBeGreaterThan(5_000);
  expect(queue.get(first).timeLeftMs).toBeLessThan(6_000);
  await settle(20_000);
  expect(queue.get(first).state).toBe('done');
  const second = queue.enqueue(kind, {}, { label: 'b' });
  await settle(100);
  expect(queue.get(second).timeLeftMs).toBeGreaterThan(9_000);
  expect(queue.get(second).timeLeftMs).toBeLessThanOrEqual(11_000);
});
