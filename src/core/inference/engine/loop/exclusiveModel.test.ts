import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { ExclusiveModel } from './exclusiveModel.ts';

interface Model {
  name: string;
  dispose(): void;
}

let place: ExclusiveModel<Model>;
let events: string[] = [];
beforeEach(() => {
  place = new ExclusiveModel<Model>();
  events = [];
});

/** A load of 100 ms that stops when it is aborted. */
const load = (name: string) => async (signal: AbortSignal) => {
  events.push(`load ${name}`);
  await sleep(100, undefined, { signal }).catch((error: unknown) => {
    events.push(`abort ${name}`);
    throw error;
  });
  return { name, dispose: () => void events.push(`dispose ${name}`) };
};

const use = (name: string, signal = new AbortController().signal, ms = 0): Promise<string> =>
  place.use(
    name,
    load(name),
    async (model) => {
      await sleep(ms);
      return model.name;
    },
    signal,
  );

test('who cancels while a model loads is let go at once, and the others get it', async () => {
  const controller = new AbortController();
  const first = use('a', controller.signal);
  const second = use('a');
  await sleep(20);
  const before = performance.now();
  controller.abort(new Error('enough'));
  await expect(first).rejects.toThrow('enough');
  expect(performance.now() - before).toBeLessThan(50);
  expect(await second).toBe('a');
  expect(events).toEqual(['load a']);
});

test('a load that nobody waits for stops, and the next caller loads again', async () => {
  const controller = new AbortController();
  const both = [use('a', controller.signal), use('a', controller.signal)];
  await sleep(20);
  controller.abort(new Error('enough'));
  for (const each of both) await expect(each).rejects.toThrow('enough');
  expect(await use('a')).toBe('a');
  expect(events).toEqual(['load a', 'abort a', 'load a']);
});

test('who cancels behind a model in use is let go at once, and its model is not loaded', async () => {
  const working = use('a', undefined, 300);
  await sleep(150);
  const controller = new AbortController();
  const waiting = use('b', controller.signal);
  await sleep(20);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  expect(await working).toBe('a');
  expect(await use('c')).toBe('c');
  expect(events).toEqual(['load a', 'dispose a', 'load c']);
});

test('a model stays while it is used; the next takes its place', async () => {
  expect(await Promise.all([use('a', undefined, 50), use('a', undefined, 10), use('b')])).toEqual([
    'a',
    'a',
    'b',
  ]);
  expect(events).toEqual(['load a', 'dispose a', 'load b']);
});
