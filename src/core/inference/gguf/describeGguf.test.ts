import { readFileSync } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Metadata,
  miniLmMetadata,
  qwenMetadata,
  smallGguf,
} from '../models/testing/smallGguf.ts';
import { describeGguf, type GgufDescription } from './describeGguf.ts';
import { architectures, llamaRelease } from './llamaTables.ts';
import { readGgufHeader } from './readGgufHeader.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gguf-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function describe(metadata: Metadata, fileName = 'model.gguf'): Promise<GgufDescription> {
  const path = join(dir, fileName);
  await writeFile(path, await smallGguf(metadata));
  return describeGguf(await readGgufHeader(path), fileName);
}

const text = (value: string) => ({ type: 'string', value }) as const;
const count = (value: number) => ({ type: 'uint32', value }) as const;

test('a model that follows instructions is told from its metadata', async () => {
  expect(await describe(qwenMetadata)).toEqual({
    name: 'Qwen2.5 Coder 0.5B Instruct AWQ',
    purpose: 'generate',
    architecture: 'qwen2',
    quantization: 'Q4_K_M',
    parameterCount: 64,
    contextTokens: 32_768,
    vocabularySize: 5_000,
    pooling: undefined,
    hasChatTemplate: true,
    base: false,
    sizeBytes: expect.any(Number),
    // 24 layers, 2 heads of 64 keys and values of two bytes: 12,288 bytes a token, of 4,096.
    memoryBytes: expect.any(Number),
    problem: undefined,
  });
  const { memoryBytes, sizeBytes } = await describe(qwenMetadata);
  expect(memoryBytes - sizeBytes).toBe(4_096 * 12_288 + 300_000_000);
});

test('an embedding model is told by its pooling, its attention or its name', async () => {
  expect(await describe(miniLmMetadata)).toMatchObject({
    name: undefined,
    purpose: 'embed',
    quantization: 'F16',
    pooling: 'mean',
    base: false,
    problem: undefined,
  });
  const lastPooled = { ...qwenMetadata, 'qwen2.pooling_type': count(3) };
  expect(await describe(lastPooled)).toMatchObject({ purpose: 'embed', pooling: 'last' });
  const unpooled = { ...miniLmMetadata, 'bert.pooling_type': undefined };
  expect((await describe(unpooled)).problem).toMatch(/pooling/);
  const ranked = { ...miniLmMetadata, 'bert.pooling_type': count(4) };
  expect(await describe(ranked)).toMatchObject({
    purpose: 'rerank',
    problem: expect.stringContaining('reranker'),
  });
});

test('a base model is one without a chat template, or one that calls itself so', async () => {
  const untrained = { ...qwenMetadata, 'tokenizer.chat_template': undefined };
  expect((await describe(untrained)).base).toBe(true);
  const named = {
    ...qwenMetadata,
    'general.name': text('Qwen3 8B'),
    'general.finetune': text('Base'),
  };
  expect((await describe(named)).base).toBe(true);
  const byFile = {
    ...qwenMetadata,
    'general.name': text('Gemma 3 4b'),
    'general.finetune': undefined,
  };
  expect((await describe(byFile, 'gemma-3-4b-pt-Q4_K_M.gguf')).base).toBe(true);
  expect((await describe(byFile, 'gemma-3-4b-it-Q4_K_M.gguf')).base).toBe(false);
});

test.each([
  [
    'an architecture that llama.cpp lacks',
    { 'general.architecture': text('zebra9') },
    /“zebra9” is not supported by llama\.cpp v/,
  ],
  ['no architecture', { 'general.architecture': undefined }, /“none” is not supported/],
  ['a context of zero', { 'qwen2.context_length': count(0) }, /context of 0 tokens/],
  ['no context', { 'qwen2.context_length': undefined }, /context of no tokens/],
  ['no vocabulary', { 'tokenizer.ggml.model': text('no_vocab') }, /no vocabulary/],
  ['no layers', { 'qwen2.block_count': count(0) }, /does not describe attention layers/],
  ['one of several parts', { 'split.count': count(3) }, /one of 3 parts/],
  ['an adapter', { 'general.type': text('adapter') }, /adapter/],
  ['a reader of pictures', { 'general.architecture': text('clip') }, /mmproj/],
  ['diffusion', { 'general.architecture': text('llada') }, /diffusion/],
  ['a model that speaks', { 'general.architecture': text('qwen3tts') }, /a model that speaks/],
] as [string, Metadata, RegExp][])(
  '%s is said before anything is loaded',
  async (_, change, why) => {
    expect((await describe({ ...qwenMetadata, ...change })).problem).toMatch(why);
  },
);

test('a file that was cut is told by where its tensors should end', async () => {
  const path = join(dir, 'cut.gguf');
  const bytes = await smallGguf(qwenMetadata);
  await writeFile(path, bytes);
  await truncate(path, bytes.length - 1);
  expect(describeGguf(await readGgufHeader(path), 'cut.gguf').problem).toBe(
    `It is incomplete: ${bytes.length - 1} of ${bytes.length} bytes. Download or copy it again.`,
  );
});

test('a hostile name becomes one bounded line', async () => {
  const hostile = {
    ...qwenMetadata,
    'general.name': text(`Nice\u001b[2J\u202emodel\n${'a'.repeat(900)}`),
  };
  const { name } = await describe(hostile);
  expect(name).toMatch(/^Nice \[2J model a+$/);
  expect(name).toHaveLength(80);
});

test('the tables are those of the llama.cpp that is installed', () => {
  const entry = createRequire(import.meta.url).resolve('node-llama-cpp');
  const file = join(dirname(entry), '..', 'llama', 'binariesGithubRelease.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ release: llamaRelease });
  expect(architectures).toContain('gemma3');
});
