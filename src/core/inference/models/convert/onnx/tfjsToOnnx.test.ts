import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smallTfjsGraph } from '../../testing/smallTfjs.ts';
import { tfjsToOnnx } from './tfjsToOnnx.ts';

/** What TensorFlow.js 4 (its CPU backend) computes of the small graph and `picture`. */
const scores = [
  0.70913, 0.75896, 0.60203, 0.70913, 0.75896, 0.8291, 0.70913, 0.75896, 0.9396, 0.60999, 0.66843,
  0.73479, 0.60999, 0.66929, 0.83736, 0.60999, 0.67015, 0.90537, 0.50084, 0.56345, 0.83537, 0.50084,
  0.56536, 0.84529, 0.50084, 0.56728, 0.85472,
];
const features = [
  1.3433, 0.43273, -0.13194, -0.00927, 1.3433, 0.66231, 0.89117, 1.14697, -0.11867, -0.08412,
  -0.01868, -0.28829, 0.53676, 2.74455, -0.1244, 1.22037, -0.01766, -0.09211, 0.41393, 0.8144,
  0.87988, -0.03019, 0.25518, 0.23612, -0.0316, 0.53939, -0.17026, -0.02699, 1.77212, -0.01868,
  1.09745, -0.14264, -0.07676, 1.62418, 0.34911, 1.09745, 0.00334, -0.11746, 0.29934, 1.09745,
  1.09745, -0.03312, 0.27074, 0.26145, -0.03381,
];
const picture = Float32Array.from({ length: 72 }, (_, at) => Math.cos(at * 0.9));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tfjs-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function converted(json: unknown, weights: Buffer): Promise<Buffer> {
  const files = { weights: [join(dir, 'small.bin')], config: join(dir, 'small.json') };
  await writeFile(files.config, JSON.stringify(json));
  await writeFile(files.weights[0] ?? '', weights);
  const chunks: Uint8Array[] = [];
  for await (const chunk of tfjsToOnnx(files)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('the converted graph computes what TensorFlow.js does', async () => {
  const { json, weights } = smallTfjsGraph();
  const session = await InferenceSession.create(await converted(json, weights));
  const outputs = await session.run({ x: new Tensor('float32', picture, [1, 2, 6, 6]) });
  for (const [name, dims, expected] of [
    ['Identity', [1, 9, 3], scores],
    ['Identity_1', [1, 9, 5], features],
  ] as const) {
    expect(outputs[name]?.dims).toEqual(dims);
    const found = [...((outputs[name]?.data ?? []) as Float32Array)];
    expect(found.map((value, at) => Math.abs(value - (expected[at] ?? 99)) < 1e-5)).toEqual(
      expected.map(() => true),
    );
  }
});

test('the same graph gives the same bytes', async () => {
  const { json, weights } = smallTfjsGraph();
  expect((await converted(json, weights)).equals(await converted(json, weights))).toBe(true);
});

test.each([
  ['an operator that is not known', (text: string) => text.replace('LeakyRelu', 'CallHome')],
  ['a circle', (text: string) => text.replace('["x","pads"]', '["pool","pads"]')],
  [
    'a tensor that is nowhere',
    (text: string) => text.replace('["pool","size"]', '["hole","size"]'),
  ],
  [
    'weights of a shape without end',
    (text: string) => text.replace('[3,3,2,4]', '[3,3,2,4000000]'),
  ],
  ['something else', () => '{"format":"layers-model"}'],
] as const)('%s is refused', async (_, change) => {
  const { json, weights } = smallTfjsGraph();
  const changed: unknown = JSON.parse(change(JSON.stringify(json)));
  await expect(converted(changed, weights)).rejects.toMatchObject({ code: 'model.damaged' });
});
