import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { qwenMetadata, smallGguf } from '../models/testing/smallGguf.ts';
import { readGgufHeader } from './readGgufHeader.ts';

let path: string;
let dir: string;
let whole: Buffer;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gguf-header-'));
  path = join(dir, 'model.gguf');
  whole = await smallGguf(qwenMetadata);
});
afterAll(() => rm(dir, { recursive: true }));

async function read(bytes: Uint8Array) {
  await writeFile(path, bytes);
  return readGgufHeader(path);
}

/** A header up to its metadata: so many tensors and entries are claimed. */
function header(tensors: bigint, entries: bigint, ...rest: Buffer[]): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.write('GGUF');
  bytes.writeUInt32LE(3, 4);
  bytes.writeBigUInt64LE(tensors, 8);
  bytes.writeBigUInt64LE(entries, 16);
  return Buffer.concat([bytes, ...rest]);
}

function key(name: string, type: number): Buffer {
  const bytes = Buffer.alloc(8 + name.length + 4);
  bytes.writeBigUInt64LE(BigInt(name.length));
  bytes.write(name, 8);
  bytes.writeUInt32LE(type, 8 + name.length);
  return bytes;
}

function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

test('short values are kept, of long ones the length, and each tensor with its place', async () => {
  const found = await read(whole);
  expect(found.metadata.get('qwen2.context_length')).toBe(32_768);
  expect(found.metadata.has('tokenizer.ggml.tokens')).toBe(false);
  expect(Object.fromEntries(found.lengths)).toEqual({
    'tokenizer.ggml.tokens': 5_000,
    'tokenizer.chat_template': 2_541,
  });
  expect(found.tensors).toEqual([{ type: 0, count: 64, offset: 0 }]);
  expect(found.dataOffset + 256).toBe(whole.length);
});

test('wherever a file ends within its header, that is said', async () => {
  const { dataOffset } = await read(whole);
  for (const length of [0, 3, 4, 7, 8, 20, 24, 40, 500, 20_000, dataOffset - 40]) {
    await expect(read(whole.subarray(0, length)), `${length} bytes`).rejects.toThrow(RangeError);
  }
});

const enormous = 0xffff_ffff_ffff_ffffn;

test.each([
  ['entries', header(0n, enormous)],
  ['tensors', header(enormous, 0n)],
  ['a text', header(0n, 1n, uint64(enormous))],
  ['a list', header(0n, 1n, key('a', 9), Buffer.from([4, 0, 0, 0]), uint64(enormous))],
  ['texts', header(0n, 1n, key('a', 9), Buffer.from([8, 0, 0, 0]), uint64(1n << 40n))],
])('a count of %s that no file can hold reserves nothing', async (_, bytes) => {
  const before = process.memoryUsage().rss;
  await expect(read(Buffer.concat([bytes, Buffer.alloc(2_000)]))).rejects.toThrow(/claims/);
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});

test('lists in lists, unknown types and tensors of impossible shapes are refused', async () => {
  const nested = Buffer.concat(
    Array.from({ length: 50 }, () => Buffer.concat([Buffer.from([9, 0, 0, 0]), uint64(1n)])),
  );
  await expect(read(header(0n, 1n, key('a', 9), nested))).rejects.toThrow('nested too deeply');
  await expect(read(header(0n, 1n, key('a', 77), Buffer.alloc(64)))).rejects.toThrow('type 77');
  const tensor = (dimensions: number, size: bigint): Buffer =>
    Buffer.concat([
      ...[key('t', dimensions), ...Array.from({ length: 4 }, () => uint64(size))],
      Buffer.alloc(64),
    ]);
  await expect(read(header(1n, 0n, tensor(200, 1n)))).rejects.toThrow('too many dimensions');
  await expect(read(header(1n, 0n, tensor(4, 1n << 32n)))).rejects.toThrow('larger than any');
});
