import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ByteCursor } from '../testing/byteCursor.ts';
import { convertModel } from './convertModel.ts';
import { halfToNumber } from './halfFloats.ts';
import { whisperTensors } from './whisperTensors.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'convert-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

function u16(value: number): Buffer {
  return Buffer.from(Uint16Array.of(value).buffer);
}
function u32(...values: number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}
function ctText(value: string): Buffer {
  return Buffer.concat([u16(value.length + 1), Buffer.from(`${value}\0`)]);
}

const state = 4;
const vocabularySize = 6;

/** A one-layer Whisper in CTranslate2's form; each number tells its tensor and its place. */
function tinyWhisper(): { file: Buffer; halvesOf: Map<string, number[]> } {
  const shapes = new Map<string, number[]>();
  for (const { from, name, slice } of whisperTensors(1, 1)) {
    const rows = state * (slice?.of ?? 1);
    const matrix = name.endsWith('.weight') && !name.includes('ln');
    shapes.set(from, matrix ? [rows, state] : [rows]);
  }
  shapes.set('encoder/conv1/weight', [state, 2, 3]);
  shapes.set('encoder/conv2/weight', [state, state, 3]);
  shapes.set('encoder/position_encodings/encodings', [5, state]);
  shapes.set('decoder/position_encodings/encodings', [7, state]);
  shapes.set('decoder/embeddings/weight', [vocabularySize, state]);
  const halvesOf = new Map<string, number[]>();
  const variables: Buffer[] = [];
  let tag = 0;
  for (const [name, shape] of shapes) {
    const count = shape.reduce((product, size) => product * size, 1);
    const halves = Array.from({ length: count }, (_, i) => 0x2000 + ((tag * 37 + i) % 0x1000));
    tag++;
    halvesOf.set(name, halves);
    const head = [ctText(name), Buffer.from([shape.length]), u32(...shape), Buffer.from([4])];
    variables.push(...head, u32(count * 2), ...halves.map(u16));
  }
  for (const side of ['encoder', 'decoder']) {
    variables.push(ctText(`${side}/num_heads`), Buffer.from([0, 2]), u32(2), u16(2));
  }
  const count = shapes.size + 2;
  const alias = [u32(1), ctText('decoder/projection/weight'), ctText('decoder/embeddings/weight')];
  const head = [u32(6), ctText('WhisperSpec'), u32(3, count)];
  return { file: Buffer.concat([...head, ...variables, ...alias]), halvesOf };
}

interface GgmlTensor {
  type: number;
  sizes: number[];
  values: number[];
}

/** Reads whisper.cpp's file by its description: parameters, filters, tokens, tensors. */
function readGgml(bytes: Buffer): {
  parameters: number[];
  filters: number[];
  tokens: string[];
  tensors: Map<string, GgmlTensor>;
} {
  const cursor = new ByteCursor(bytes);
  const i32 = (): number => cursor.i32();
  const parameters = Array.from({ length: 12 }, i32);
  const filters = [i32(), i32()];
  cursor.skip((filters[0] ?? 0) * (filters[1] ?? 0) * 4);
  const tokens = Array.from({ length: i32() }, () => cursor.text(i32()));
  const tensors = new Map<string, GgmlTensor>();
  while (!cursor.ended) {
    const [rank = 0, nameLength = 0, type = 0] = [i32(), i32(), i32()];
    const sizes = Array.from({ length: rank }, i32);
    const name = cursor.text(nameLength);
    const count = sizes.reduce((product, size) => product * size, 1);
    const values = Array.from({ length: count }, () =>
      type === 0 ? cursor.f32() : halfToNumber(cursor.u16()),
    );
    tensors.set(name, { type, sizes, values });
  }
  return { parameters, filters, tokens, tensors };
}

test('a Whisper in two parts becomes the file that whisper.cpp reads', async () => {
  const { file, halvesOf } = tinyWhisper();
  const weights = [join(dir, 'model.bin.part1'), join(dir, 'model.bin.part2')];
  await writeFile(weights[0] ?? '', file.subarray(0, 333));
  await writeFile(weights[1] ?? '', file.subarray(333));
  const tokenizer = join(dir, 'tokenizer.json');
  await writeFile(
    tokenizer,
    JSON.stringify({ model: { vocab: { a: 0, Ġb: 1, '<|endoftext|>': 2 } } }),
  );
  const { parameters, filters, tokens, tensors } = readGgml(
    await collect(convertModel('whisperToGgml', { weights, tokenizer })),
  );
  expect(parameters).toEqual([0x67676d6c, vocabularySize, 5, 4, 2, 1, 7, 4, 2, 1, 2, 1]);
  expect(filters).toEqual([2, 201]);
  expect(tokens).toEqual(['a', ' b']);

  const numbers = (name: string): number[] => (halvesOf.get(name) ?? []).map(halfToNumber);
  expect(tensors.size).toBe(2 + 1 + 24 + 2 + 4 + 15 + 2);
  expect(tensors.get('encoder.conv1.weight')).toEqual({
    type: 1,
    sizes: [3, 2, 4],
    values: numbers('encoder/conv1/weight'),
  });
  expect(tensors.get('encoder.conv1.bias')).toEqual({
    type: 0,
    sizes: [1, 4],
    values: numbers('encoder/conv1/bias'),
  });
  expect(tensors.get('decoder.token_embedding.weight')?.values).toEqual(
    numbers('decoder/embeddings/weight'),
  );
  // Query, key and value come out of one fused tensor; a key has no bias.
  const fused = numbers('decoder/layer_0/self_attention/linear_0/weight');
  for (const [i, part] of ['query', 'key', 'value'].entries()) {
    expect(tensors.get(`decoder.blocks.0.attn.${part}.weight`)).toEqual({
      type: 1,
      sizes: [4, 4],
      values: fused.slice(i * 16, (i + 1) * 16),
    });
  }
  expect(tensors.get('decoder.blocks.0.attn.value.bias')).toEqual({
    type: 0,
    sizes: [4],
    values: numbers('decoder/layer_0/self_attention/linear_0/bias').slice(8),
  });
  const cross = numbers('decoder/layer_0/attention/linear_1/weight');
  expect(tensors.get('decoder.blocks.0.cross_attn.value.weight')?.values).toEqual(cross.slice(16));
  expect([...tensors.keys()].filter((name) => name.endsWith('key.bias'))).toEqual([]);
});

test('a Whisper that ends early, or is none, is refused', async () => {
  const { file } = tinyWhisper();
  const weights = [join(dir, 'model.bin')];
  for (const bytes of [file.subarray(0, 500), Buffer.from('not a model at all'), Buffer.alloc(0)]) {
    await writeFile(weights[0] ?? '', bytes);
    await expect(collect(convertModel('whisperToGgml', { weights }))).rejects.toMatchObject({
      code: 'model.damaged',
    });
  }
});

test('a BERT becomes a GGUF with llama.cpp’s names and its marks of word beginnings', async () => {
  const config = {
    hidden_size: 2,
    intermediate_size: 3,
    num_attention_heads: 1,
    num_hidden_layers: 1,
    max_position_embeddings: 4,
    layer_norm_eps: 1e-12,
    type_vocab_size: 2,
    vocab_size: 7,
  };
  const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'hook', '##s'];
  const shapes: Record<string, number[]> = {
    'embeddings.word_embeddings.weight': [7, 2],
    'embeddings.token_type_embeddings.weight': [2, 2],
    'embeddings.position_embeddings.weight': [4, 2],
    'embeddings.LayerNorm.weight': [2],
    'embeddings.LayerNorm.bias': [2],
  };
  const layer = 'encoder.layer.0';
  for (const part of [
    'attention.self.query',
    'attention.self.key',
    'attention.self.value',
    'attention.output.dense',
  ]) {
    shapes[`${layer}.${part}.weight`] = [2, 2];
    shapes[`${layer}.${part}.bias`] = [2];
  }
  shapes[`${layer}.intermediate.dense.weight`] = [3, 2];
  shapes[`${layer}.intermediate.dense.bias`] = [3];
  shapes[`${layer}.output.dense.weight`] = [2, 3];
  shapes[`${layer}.output.dense.bias`] = [2];
  for (const norm of ['attention.output.LayerNorm', 'output.LayerNorm']) {
    shapes[`${layer}.${norm}.weight`] = [2];
    shapes[`${layer}.${norm}.bias`] = [2];
  }
  let end = 0;
  const header: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const size = shape.reduce((product, n) => product * n, 4);
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + size] };
    end += size;
  }
  const json = Buffer.from(JSON.stringify(header));
  const files = {
    weights: [join(dir, 'model.safetensors')],
    config: join(dir, 'config.json'),
    vocabulary: join(dir, 'vocab.txt'),
  };
  await writeFile(
    files.weights[0] ?? '',
    Buffer.concat([u32(json.length, 0), json, Buffer.alloc(end)]),
  );
  await writeFile(files.config, JSON.stringify(config));
  await writeFile(files.vocabulary, `${vocabulary.join('\n')}\n`);
  const text = (await collect(convertModel('bertToGguf', files))).toString('utf8');
  for (const name of [
    'token_embd_norm.bias',
    'blk.0.attn_q.weight',
    'blk.0.ffn_down.bias',
    'blk.0.layer_output_norm.weight',
  ]) {
    expect(text).toContain(name);
  }
  expect(text).toContain('\u2581hook');
  expect(text).not.toContain('##s');
  expect(text).toContain('[CLS]');

  await writeFile(files.vocabulary, '[PAD]\n');
  await expect(collect(convertModel('bertToGguf', files))).rejects.toMatchObject({
    code: 'model.damaged',
    message: 'vocab.txt has 1 tokens, the model 7.',
  });
});

test('files of a model that are not what they should be are damage, not faults of ours', async () => {
  const damaged = { code: 'model.damaged' };
  const tokenizer = join(dir, 'tokenizer.json');
  const weights = join(dir, 'model.bin');
  for (const text of ['{', '{"model":{}}', '']) {
    await writeFile(weights, tinyWhisper().file);
    await writeFile(tokenizer, text);
    const files = { weights: [weights], tokenizer };
    await expect(collect(convertModel('whisperToGgml', files))).rejects.toMatchObject(damaged);
    const bert = { weights: [weights], config: tokenizer, vocabulary: tokenizer };
    await expect(collect(convertModel('bertToGguf', bert))).rejects.toMatchObject(damaged);
  }
  // A table of so many filters would be gigabytes.
  for (const bands of [100_000_000, 4_000_000_000]) {
    const whole = tinyWhisper().file;
    const at = whole.indexOf('encoder/conv1/weight') + 'encoder/conv1/weight'.length + 2;
    whole.writeUInt32LE(bands, at + 4);
    whole.writeUInt32LE(0, at + 8);
    whole.writeUInt32LE(0, at + 13);
    await writeFile(weights, Buffer.concat([whole.subarray(0, at + 17), whole.subarray(at + 65)]));
    const files = { weights: [weights], tokenizer };
    await expect(collect(convertModel('whisperToGgml', files))).rejects.toMatchObject(damaged);
  }
});
