import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelsFolder } from '../../cli/folders.ts';
import { type ModelId, modelIdSchema } from '../../contract/index.ts';
import { silentLogger } from '../base/index.ts';
import { createNodeHost } from '../host/index.ts';
import { createInference } from './createInference.ts';
import { createModelStore } from './models/createModelStore.ts';
import type { InstalledModel, ModelSource } from './models/installedModel.ts';
import { starterModel } from './testing/engineFixture.ts';

/** Two files that write, as when drafts and questions have a model each. */

const second = modelIdSchema.parse('second-model');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'several-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('two models stay loaded beside one another, answer in turn and together, and are shown', async () => {
  const host = createNodeHost({
    libraryDir: '',
    modelsDir: modelsFolder(),
    logger: silentLogger,
  });
  const store = createModelStore({ host, chosen: () => undefined });
  const first = await store.require('generate', starterModel);
  const path = join(folder, 'second.gguf');
  await copyFile(first.path, path);
  const models = sourceOf([first, { ...first, id: second, path }]);
  const poolChoice = () => ({ poolTokens: 2_048, kvType: 'f16' }) as const;
  const { languageModel, engine, dispose } = createInference({ host, models, poolChoice });
  try {
    const prompt = `Rice is fried with ${'leftovers, eggs and '.repeat(20)}`;
    const request = { prompt, maxTokens: 8, temperature: 0 };
    const write = (modelId: ModelId) => languageModel.generate(request, { modelId });
    // The linked file first: the engine starts anew when it has to read where it may not yet.
    const other = await write(second);
    const alone = await write(starterModel);
    // What each has read is there when its turn comes again: it was not loaded anew.
    const turns = [await write(starterModel), await write(second)];
    const together = await Promise.all([write(second), write(starterModel)]);
    const answers = [alone, other, ...turns, ...together].map(({ text }) => text);
    expect(new Set(answers)).toEqual(new Set([alone.text]));
    for (const { cachedTokens, promptTokens } of [...turns, ...together]) {
      expect(cachedTokens).toBeGreaterThan(promptTokens - 20);
    }
    const { model, otherModels, requests } = await engine.stats();
    expect([model?.id, ...otherModels.map(({ id }) => id)].sort()).toEqual([starterModel, second]);
    expect(requests).toMatchObject({ running: 0, waiting: 0, finished: 6 });
  } finally {
    await dispose();
  }
});

function sourceOf(installed: readonly InstalledModel[]): ModelSource {
  const [first] = installed;
  return {
    preferred: async () => first,
    withVersion: async () => first,
    require: async (_, id) => installed.find((model) => model.id === id) ?? expect.fail('no model'),
  };
}
