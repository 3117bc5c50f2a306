import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { LoadedModels } from './loadedModels.ts';

interface Model {
  name: string;
  dispose(): void;
}

let models: LoadedModels<Model>;
let events: string[] = [];
/** How many fit beside one another. */
let room = 1;
beforeEach(() => {
  models = new LoadedModels<Model>();
  events = [];
  room = 1;
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
  models.use(
    name,
    {
      fits: async () => models.all.length < room,
      replaces: (other) => other.name === `${name} of another size`,
      load: load(name),
    },
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

test('models stay beside one another while they fit; the least recently used one leaves', async () => {
  room = 2;
  for (const name of ['a', 'b', 'a', 'c', 'a']) await use(name);
  expect(events).toEqual(['load a', 'load b', 'dispose b', 'load c']);
  expect(models.all.map(({ name }) => name)).toEqual(['a', 'c']);
});

test('a model that is in use is kept, though another was used later', async () => {
  room = 2;
  await use('a');
  const working = use('a', undefined, 300);
  await use('b');
  await use('c');
  expect(events).toEqual(['load a', 'load b', 'dispose b', 'load c']);
  expect(await working).toBe('a');
});

test('who asks for a model that is there does not wait for another that loads', async () => {
  room = 2;
  await use('a');
  const loading = use('b');
  await use('a');
  expect(models.all.map(({ name }) => name)).toEqual(['a']);
  expect(await loading).toBe('b');
});

test('nobody new gets a model whose room another waits for', async () => {
  await use('a');
  const working = use('a', undefined, 100);
  const next = use('b');
  await sleep(20);
  const again = use('a');
  expect(await Promise.all([working, next, again])).toEqual(['a', 'b', 'a']);
  expect(events).toEqual(['load a', 'dispose a', 'load b', 'dispose b', 'load a']);
});

test('the same file with another pool comes instead of the one that is there', async () => {
  room = 3;
  await use('a of another size');
  await use('a');
  expect(models.all.map(({ name }) => name)).toEqual(['a']);
});

test('a model of which it is not known whether it fits moves none', async () => {
  await use('a');
  const fits = async (): Promise<boolean> => {
    throw new Error('its file is missing');
  };
  const loader = { fits, replaces: () => false, load: load('b') };
  const work = async (): Promise<void> => {};
  const asked = models.use('b', loader, work, new AbortController().signal);
  await expect(asked).rejects.toThrow('its file is missing');
  expect(events).toEqual(['load a']);
});
