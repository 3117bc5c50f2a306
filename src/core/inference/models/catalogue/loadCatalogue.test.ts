import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadCatalogue } from './loadCatalogue.ts';

const resources = fileURLToPath(new URL('../../../../../resources', import.meta.url));

test('the catalogue offers each task a starter and better models for 8, 16 and 24 GB', async () => {
  const { models } = await loadCatalogue(resources);
  for (const task of ['generate', 'transcribe', 'embed'] as const) {
    const ofTask = models.filter((model) => model.task === task);
    const starters = ofTask.filter(({ starter }) => starter);
    expect(starters.map(({ gpuMemoryGib }) => gpuMemoryGib)).toEqual([0]);
    expect(starters[0]?.sources.map(({ type }) => type)).toEqual(['hub', 'packageMirror']);
    const sizes = ofTask.map(({ gpuMemoryGib }) => gpuMemoryGib);
    expect(sizes).toEqual(expect.arrayContaining([8, 16]));
  }
  const writers = models.filter(({ task }) => task === 'generate');
  expect(writers.map(({ gpuMemoryGib }) => gpuMemoryGib)).toEqual(expect.arrayContaining([24]));
  for (const { sizeBytes, gpuMemoryGib, starter } of models) {
    if (!starter && gpuMemoryGib > 0) expect(sizeBytes).toBeLessThan(gpuMemoryGib * 2 ** 30);
  }
  // The starter set stays small; better drafts are a set of their own, for a CPU, too.
  const writing = models.filter((model) => model.writing === true);
  expect(writing.map(({ task, base, gpuMemoryGib }) => ({ task, base, gpuMemoryGib }))).toEqual([
    { task: 'generate', base: false, gpuMemoryGib: 0 },
  ]);
  expect(writing[0]?.sources.map(({ type }) => type)).toEqual(['hub', 'packageMirror']);
});

test('a catalogue whose names climb out of their folder is refused', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'catalogue-'));
  try {
    const { models } = await loadCatalogue(resources);
    await mkdir(join(dir, 'models'));
    const write = (value: unknown): Promise<void> =>
      writeFile(join(dir, 'models', 'catalogue.json'), JSON.stringify(value));
    for (const wrong of [{ file: '../x.gguf' }, { file: '.hidden' }, { id: 'a/b' }, { id: '..' }]) {
      await write({ version: 1, models: [{ ...models[0], ...wrong }] });
      await expect(loadCatalogue(dir)).rejects.toMatchObject({ code: 'internal.unexpected' });
    }
    await write({ version: 1, models: [models[0], models[0]] });
    await expect(loadCatalogue(dir)).rejects.toThrow('two models have the same id');
    await write({ version: 1, models: [models[0]] });
    expect((await loadCatalogue(dir)).models).toEqual([models[0]]);
  } finally {
    await rm(dir, { recursive: true });
  }
});
