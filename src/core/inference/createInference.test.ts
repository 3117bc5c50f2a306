import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelIdSchema } from '../../contract/index.ts';
import { AppError, silentLogger } from '../base/index.ts';
import { createNodeHost } from '../host/index.ts';
import { createInference, type Inference } from './createInference.ts';
import type { InstalledModel, ModelSource } from './models/installedModel.ts';

let dir: string;
let inference: Inference;
let installed: Pick<InstalledModel, 'path' | 'version'> | undefined;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'inference-'));
  installed = undefined;
  const host = createNodeHost({ libraryDir: dir, modelsDir: dir, logger: silentLogger });
  inference = createInference({ host, models });
});
afterEach(async () => {
  await inference.dispose();
  await rm(dir, { recursive: true });
});

const models: ModelSource = {
  preferred: async () => undefined,
  withVersion: async () => undefined,
  require: async (task) => {
    if (installed === undefined) throw new AppError('model.missing', 'None is installed.');
    return {
      id: modelIdSchema.parse('test'),
      name: 'Test',
      task,
      contextTokens: undefined,
      base: true,
      starter: false,
      ...installed,
    };
  },
};

const request = { prompt: 'Once', maxTokens: 4, temperature: 0 };
const codes = (): Promise<unknown[]> =>
  Promise.all(
    [
      inference.languageModel.generate(request),
      inference.languageModel.countTokens('Once'),
      inference.embedder.embed(['Once']),
    ].map((call) => call.catch((error: AppError) => error.code)),
  );

test('a model that is not installed, gone, altered, truncated or no model has its code', async () => {
  const path = join(dir, 'model.gguf');
  const bytes = Buffer.from('GGUF, but only by its name');
  const version = createHash('sha256').update(bytes).digest('hex');
  const thrice = (code: string): string[] => [code, code, code];

  expect(await codes()).toEqual(thrice('model.missing'));
  installed = { path, version };
  expect(await codes()).toEqual(thrice('model.missing'));
  await writeFile(path, bytes.subarray(0, -1));
  expect(await codes()).toEqual(thrice('model.damaged'));
  await writeFile(path, bytes.toString().replace('only', 'ONLY'));
  expect(await codes()).toEqual(thrice('model.damaged'));
  await writeFile(path, bytes);
  expect(await codes()).toEqual(thrice('model.damaged'));
});

test('the engine says where models run, and ends with its owner', async () => {
  expect(inference.pid).toBeUndefined();
  expect(await inference.device()).toEqual({
    backend: expect.stringMatching(/^(cpu|cuda|vulkan|metal)$/),
    threads: expect.any(Number),
  });
  expect(inference.pid).toBeTypeOf('number');
  await inference.dispose();
  expect(inference.pid).toBeUndefined();
});
