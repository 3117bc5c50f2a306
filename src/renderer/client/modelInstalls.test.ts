import { afterEach, expect, test } from 'vitest';
import { type ModelEvent, modelEventSchema } from '../../contract/index.ts';
import { useModelInstalls } from './modelInstalls.ts';

const progress = modelEventSchema.parse({
  type: 'progress',
  modelId: 'whisper-base',
  step: 'downloading',
  doneBytes: 10,
  totalBytes: 100,
});
const installed = modelEventSchema.parse({
  type: 'installed',
  model: {
    id: 'whisper-base',
    name: 'Whisper base',
    task: 'transcribe',
    sizeBytes: 100,
    licence: { name: 'MIT', url: 'https://example.org/mit' },
    gpuMemoryGib: 0,
    starter: true,
    fit: { state: 'good', reason: 'Runs well.' },
    state: 'installed',
  },
});

/** A host that tells these events, then waits for `go`, then ends as told. */
function hostOf(events: readonly ModelEvent[], end: 'done' | 'failed' | 'never') {
  const asked: unknown[] = [];
  const client = {
    models: {
      install: async (input: unknown, { signal }: { signal?: AbortSignal | undefined } = {}) => {
        asked.push(input);
        return (async function* () {
          yield* events;
          if (end === 'failed') throw new Error('The disk is full.');
          if (end === 'never') {
            await new Promise((_, reject) => {
              signal?.addEventListener('abort', () => reject(new Error('aborted')));
            });
          }
        })();
      },
    },
  };
  return { client, asked };
}

const installs = useModelInstalls.getState();

afterEach(() => {
  installs.cancel('starter');
  installs.dismiss('starter');
});

test('a whole install tells of each model and leaves nothing behind', async () => {
  const { client, asked } = hostOf([progress, installed], 'done');
  let told = 0;
  const end = await installs.start(client, 'starter', () => {
    told += 1;
  });
  expect({ end, told, asked, left: useModelInstalls.getState().byTarget.size }).toEqual({
    end: 'installed',
    told: 1,
    asked: [{ target: 'starter', acceptLicences: true }],
    left: 0,
  });
});

test('a failure stays with its cause until it is dismissed', async () => {
  const { client } = hostOf([installed, progress], 'failed');
  expect(await installs.start(client, 'starter')).toBe('failed');
  expect(useModelInstalls.getState().byTarget.get('starter')).toEqual({
    running: false,
    progress,
    installed: ['whisper-base'],
    error: new Error('The disk is full.'),
  });
  installs.dismiss('starter');
  expect(useModelInstalls.getState().byTarget.size).toBe(0);
});

test('a target is installed once at a time, and cancelling is no failure', async () => {
  const { client, asked } = hostOf([progress], 'never');
  const first = installs.start(client, 'starter');
  await expect
    .poll(() => useModelInstalls.getState().byTarget.get('starter')?.progress)
    .toEqual(progress);
  expect(await installs.start(client, 'starter')).toBe('running');
  installs.cancel('starter');
  expect(useModelInstalls.getState().byTarget.size).toBe(0);
  expect({ end: await first, asked: asked.length }).toEqual({ end: 'cancelled', asked: 1 });
  expect(useModelInstalls.getState().byTarget.size).toBe(0);
});
