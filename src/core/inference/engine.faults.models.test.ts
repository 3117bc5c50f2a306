import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { modelsFolder } from '../../cli/folders.ts';
import { silentLogger } from '../base/index.ts';
import { createNodeHost } from '../host/index.ts';
import { createInference, type Inference } from './createInference.ts';
import { createModelStore } from './models/createModelStore.ts';

const host = createNodeHost({ libraryDir: '', modelsDir: modelsFolder(), logger: silentLogger });
const models = createModelStore({ host });
let folder: string;
let poolTokens: number;
let inference: Inference;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'));
});
beforeEach(() => {
  poolTokens = 0;
  const poolChoice = () => ({ poolTokens, kvType: 'f16' as const });
  const prefixesDir = join(folder, 'prefixes');
  inference = createInference({ host, models, poolChoice, prefixesDir });
});
afterEach(() => inference.dispose());
afterAll(() => rm(folder, { recursive: true }));

const story = (index: number) => ({
  prompt: `Story number ${index}. Once upon a time`,
  maxTokens: 40,
  temperature: 0,
});

test('an engine killed among 32 requests: the silent ones are asked again, the others fail', async () => {
  const { languageModel, engine } = inference;
  await languageModel.generate({ ...story(0), maxTokens: 1 });
  const spoke = new Set<number>();
  let onSpoken = (): void => {};
  const someSpoke = new Promise<void>((resolve) => {
    onSpoken = resolve;
  });
  const running = Array.from({ length: 32 }, (_, index) =>
    languageModel.generate(story(index), {
      priority: 'batch',
      // Every other one is read along.
      ...(index % 2 === 0 && {
        onText: () => {
          spoke.add(index);
          if (spoke.size === 16) onSpoken();
        },
      }),
    }),
  );
  await someSpoke;
  const { pid } = inference;
  if (pid === undefined) throw new Error('the engine does not run');
  process.kill(pid, 'SIGKILL');
  const ends = await Promise.allSettled(running);
  const codes = ends.map((end) =>
    end.status === 'fulfilled' ? end.value.completionTokens > 0 : end.reason.code,
  );
  expect(codes).toEqual(ends.map((_, index) => (index % 2 === 0 ? 'worker.crashed' : true)));
  expect(inference.pid).not.toBe(pid);
  const { blocks, requests } = await engine.stats();
  expect(requests).toMatchObject({ running: 0, waiting: 0, finished: 16 });
  expect(blocks.used).toBe(0);
});

test('a request that the pool can never hold is refused with both numbers; others work', async () => {
  poolTokens = 256;
  const { languageModel } = inference;
  const long = { ...story(1), prompt: 'word '.repeat(400) };
  await expect(languageModel.generate(long)).rejects.toMatchObject({
    code: 'usage.invalid',
    message: expect.stringMatching(
      /40\d tokens\. With 40 .* 240 tokens of the KV cache; choose a larger/,
    ),
  });
  expect((await languageModel.generate(story(1))).completionTokens).toBeGreaterThan(0);
});

test('prefixes that cannot be written are a notice, and answers still come', async () => {
  // A file where the folder should be stands for a disk that takes nothing.
  await rm(join(folder, 'prefixes'), { recursive: true, force: true });
  await writeFile(join(folder, 'prefixes'), '');
  const { languageModel, engine } = inference;
  const prompt = `${'A list of films and who saw them. '.repeat(20)}The first is`;
  const request = { prompt, maxTokens: 4, temperature: 0, prefixName: 'films' };
  expect((await languageModel.generate(request)).completionTokens).toBe(4);
  await expect
    .poll(async () => (await engine.stats()).notices, { timeout: 10_000 })
    .toEqual([expect.stringMatching(/^Prefixes could not be saved for the next start: /)]);
  expect((await languageModel.generate(request)).completionTokens).toBe(4);
  await rm(join(folder, 'prefixes'));
});

test('a cancelled request gives its blocks back within a step', async () => {
  const { languageModel, engine } = inference;
  const controller = new AbortController();
  const running = languageModel.generate(
    { ...story(1), maxTokens: 1_000 },
    { signal: controller.signal, onText: () => controller.abort() },
  );
  await expect(running).rejects.toMatchObject({ code: 'job.cancelled' });
  const { blocks, requests } = await engine.stats();
  expect({ used: blocks.used, running: requests.running, cancelled: requests.cancelled }).toEqual({
    used: 0,
    running: 0,
    cancelled: 1,
  });
});
