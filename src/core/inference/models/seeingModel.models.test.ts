import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../base/index.ts';
import { createNodeHost } from '../../host/index.ts';
import { createModelStore, type ModelStore } from './createModelStore.ts';

let dir: string;
let store: ModelStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'seeing-model-'));
  const host = createNodeHost({
    libraryDir: join(dir, 'library'),
    modelsDir: join(dir, 'models'),
    logger: silentLogger,
  });
  store = createModelStore({ host });
  await store.install('nanodet-coco', { acceptLicences: true });
});
afterAll(() => rm(dir, { recursive: true }));

const side = 416;
const count = 3 * side * side;
/** Noise that fades in and out. */
const picture = Float32Array.from({ length: count }, (_, at) => {
  const noise = ((Math.imul(at, 2654435761) >>> 0) % 1_000) / 1_000;
  return noise * (0.5 + 0.5 * Math.sin(at / 5_000));
});

/** The beginning of two outputs as TensorFlow.js 4 (CPU) computes them from the package's own files. */
const expected = {
  Identity_4: [-0.148216, 0.075822, 0.073919, 0.421902],
  Identity_5: [0.083076, 0.581718, 0.602137, 0.494502],
};

test('the converted NanoDet computes what its graph of TensorFlow.js does', async () => {
  const { path } = await store.require('see');
  const session = await InferenceSession.create(path);
  const input = new Tensor('float32', picture, [1, 3, side, side]);
  const outputs = await session.run({ [session.inputNames[0] ?? '']: input });
  for (const [name, values] of Object.entries(expected)) {
    const found = outputs[name]?.data;
    for (const [at, value] of values.entries()) expect(found?.[at]).toBeCloseTo(value, 4);
  }
});
