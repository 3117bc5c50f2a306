import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { priorities } from '../base/index.ts';
import { ResourceSlots } from '../jobs/index.ts';
import { SharedSlot } from './sharedSlot.ts';

const capacity = { cpu: 1 };

/** A request that runs until the test ends it. */
function request(slot: SharedSlot, priority: 'interactive' | 'batch') {
  const work = Promise.withResolvers<void>();
  const state = { isRunning: false };
  const done = slot.use({ priority, signal: undefined }, async () => {
    state.isRunning = true;
    await work.promise;
    state.isRunning = false;
  });
  return { state, end: () => work.resolve(), done };
}

test('an ingest has its turn while a local batch runs, and the batch goes on afterwards', async () => {
  const slots = new ResourceSlots({ capacity });
  const slot = new SharedSlot(slots);
  const first = [request(slot, 'batch'), request(slot, 'batch')];
  await nextTurn();
  expect(first.map(({ state }) => state.isRunning)).toEqual([true, true]);

  const order: string[] = [];
  const ingest = slots.run('cpu', priorities.ingest, undefined, () => void order.push('ingest'));
  const later = request(slot, 'batch');
  await nextTurn();
  expect(later.state.isRunning).toBe(false);
  first[0]?.end();
  await nextTurn();
  expect([order, later.state.isRunning]).toEqual([[], false]);
  first[1]?.end();
  await ingest;
  await nextTurn();
  expect([order, later.state.isRunning]).toEqual([['ingest'], true]);
  later.end();
  await Promise.all([...first, later].map(({ done }) => done));
});

test('a person joins what runs, and goes before an ingest and a batch that wait', async () => {
  const slots = new ResourceSlots({ capacity });
  const slot = new SharedSlot(slots);
  const running = request(slot, 'batch');
  await nextTurn();
  const ingest = slots.run('cpu', priorities.ingest, undefined, () => 'ingested');
  const joining = request(slot, 'interactive');
  await nextTurn();
  expect(joining.state.isRunning).toBe(true);
  running.end();
  joining.end();
  expect(await ingest).toBe('ingested');

  const held = Promise.withResolvers<void>();
  const first = slots.run('cpu', priorities.ingest, undefined, () => held.promise);
  const order: string[] = [];
  const batch = slot.use(
    { priority: 'batch', signal: undefined },
    async () => void order.push('batch'),
  );
  const second = slots.run('cpu', priorities.ingest, undefined, () => void order.push('ingest'));
  const person = slot.use(
    { priority: 'interactive', signal: undefined },
    async () => void order.push('person'),
  );
  await nextTurn();
  held.resolve();
  await Promise.all([first, batch, second, person]);
  expect(order).toEqual(['person', 'ingest', 'batch']);
});

test('a request that is cancelled in line leaves it, and the others go on', async () => {
  const slots = new ResourceSlots({ capacity });
  const slot = new SharedSlot(slots);
  const held = Promise.withResolvers<void>();
  const ingest = slots.run('cpu', priorities.ingest, undefined, () => held.promise);
  const stop = new AbortController();
  const cancelled = slot.use({ priority: 'batch', signal: stop.signal }, async () => 'ran');
  stop.abort(new Error('stopped'));
  await expect(cancelled).rejects.toThrow('stopped');
  held.resolve();
  await ingest;
  expect(await slot.use({ priority: 'batch', signal: undefined }, async () => 'ran')).toBe('ran');
});
