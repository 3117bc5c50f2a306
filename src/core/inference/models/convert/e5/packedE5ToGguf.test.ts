import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { convertModel } from '../convertModel.ts';
import { charactersMap } from './charactersMap.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'packed-e5-'));
});
afterEach(() => rm(dir, { recursive: true }));

const hidden = 32;
const wide = 64;
const pieces = ['<s>', '<pad>', '</s>', '<unk>', '▁a', '<mask>'];

function u32(...values: number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}
function u64(value: number): Buffer {
  return Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
}

/** A packed model of one layer; the bytes of a tensor are all its number. */
function packed(change: { rows?: number; magic?: string } = {}): Buffer {
  const { rows = 8, magic = 'E5S1' } = change;
  const blob = Buffer.from(pieces.join(''));
  const offsets = [0];
  for (const piece of pieces) offsets.push((offsets.at(-1) ?? 0) + Buffer.byteLength(piece));
  const normalized = [
    { from: 0x2460, to: '1' },
    { from: 7, to: '' },
  ].map(({ from, to }) =>
    Buffer.concat([u32(from), Buffer.from([to.length]), u32(...Buffer.from(to))]),
  );
  const head = [
    ...[Buffer.from(magic), u32(1, hidden, 1, 2, wide, rows, 16, 2)],
    ...[Buffer.from(Float32Array.of(1e-12).buffer), u32(32, pieces.length, 0, 2, 1, 3)],
    ...[u64(blob.length), u32(...offsets)],
    ...[Buffer.from(new Float32Array(pieces.length).buffer), blob],
    ...[u32(normalized.length, Buffer.concat(normalized).length), ...normalized],
  ];
  const single = (name: string, elements: number) => ({ name, elements, isQuantized: false });
  const block = (name: string, elements: number) => ({ name, elements, isQuantized: true });
  const tensors = [
    ...[block('emb.word', rows * hidden), single('emb.pos', 16 * hidden)],
    ...[single('emb.type', 2 * hidden), single('emb.ln.w', hidden), single('emb.ln.b', hidden)],
    ...['q', 'k', 'v', 'ao'].flatMap((name) => [
      ...[block(`l0.${name}.w`, hidden * hidden), single(`l0.${name}.b`, hidden)],
    ]),
    ...['aln', 'oln'].flatMap((name) => [
      ...[single(`l0.${name}.w`, hidden), single(`l0.${name}.b`, hidden)],
    ]),
    ...[block('l0.fi.w', wide * hidden), single('l0.fi.b', wide)],
    ...[block('l0.fo.w', hidden * wide), single('l0.fo.b', hidden)],
  ].map((tensor) => ({
    ...tensor,
    sizeBytes: tensor.isQuantized ? (tensor.elements / 32) * 18 : tensor.elements * 4,
  }));
  const headBytes = Buffer.concat(head).length + 4;
  const directoryBytes = tensors.reduce((sum, { name }) => sum + 2 + name.length + 21, 0);
  let offset = headBytes + directoryBytes;
  const directory = [u32(tensors.length)];
  const data: Buffer[] = [];
  for (const [number, { name, elements, isQuantized, sizeBytes }] of tensors.entries()) {
    directory.push(Buffer.from(Uint16Array.of(name.length).buffer), Buffer.from(name));
    directory.push(Buffer.from([isQuantized ? 1 : 0]), u32(elements), u64(offset), u64(sizeBytes));
    data.push(Buffer.alloc(sizeBytes, number + 1));
    offset += sizeBytes;
  }
  return Buffer.concat([...head, ...directory, ...data]);
}

async function convert(bytes: Buffer): Promise<Buffer> {
  const file = join(dir, 'packed.bin');
  await writeFile(file, bytes);
  const chunks: Uint8Array[] = [];
  for await (const chunk of convertModel('packedE5ToGguf', { weights: [file] })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('blocks stay what they are, rows without a piece are left out', async () => {
  const gguf = await convert(packed());
  expect(gguf.subarray(0, 4).toString()).toBe('GGUF');
  // The word embeddings come first, one row of a block for each piece, then the token types.
  const blocks = Buffer.alloc(pieces.length * 18, 1);
  const at = gguf.indexOf(blocks);
  expect(at).toBeGreaterThan(0);
  expect(gguf[at + blocks.length]).not.toBe(1);
  expect(gguf.includes(Buffer.alloc(2 * hidden * 4, 3))).toBe(true);
  // Six tensors around the block's sixteen.
  expect(gguf.readBigUInt64LE(8)).toBe(21n);
});

test.each([
  ['another file', packed({ magic: 'ABCD' }), /not a packed E5/],
  ['one that is cut', packed().subarray(0, packed().length - 10), /ends before its tensor l0.fo.b/],
  ['one that ends in its head', packed().subarray(0, 90), /ends within its head/],
  ['more pieces than rows', packed({ rows: 4 }), /impossible size 6/],
])('%s is refused in words', async (_, bytes, message) => {
  await expect(convert(bytes)).rejects.toMatchObject({
    code: 'model.damaged',
    message: expect.stringMatching(message),
  });
});

/** As llama.cpp walks it (`normalize_prefix` in llama-vocab.cpp). */
function lookUp(map: Uint8Array, text: string): string | undefined {
  const view = new DataView(map.buffer, map.byteOffset);
  const bytes = view.getUint32(0, true);
  const entry = (at: number): number => (at * 4 < bytes ? view.getUint32(4 + at * 4, true) : 0);
  const base = (at: number): number => (entry(at) >>> 10) << ((entry(at) & (1 << 9)) >> 6);
  let node = base(0);
  let found: number | undefined;
  for (const byte of Buffer.from(text)) {
    node ^= byte;
    if ((entry(node) & 0x800000ff) >>> 0 !== byte) break;
    const isLeaf = ((entry(node) >> 8) & 1) === 1;
    node ^= base(node);
    if (isLeaf) found = entry(node) & 0x7fffffff;
  }
  if (found === undefined) return undefined;
  const start = 4 + bytes + found;
  return Buffer.from(map.subarray(start, map.indexOf(0, start))).toString('utf8');
}

test('every character of the map is found, and no other', () => {
  const normalized = new Map<number, string>();
  for (let codePoint = 1; codePoint < 0x30000; codePoint += 97) {
    if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
    normalized.set(codePoint, codePoint % 3 === 0 ? '' : `<${codePoint}>`);
  }
  const map = charactersMap(normalized);
  for (let codePoint = 1; codePoint < 0x30000; codePoint++) {
    if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
    const found = lookUp(map, String.fromCodePoint(codePoint));
    if (found !== normalized.get(codePoint)) {
      throw new Error(`${codePoint}: ${found} instead of ${normalized.get(codePoint)}`);
    }
  }
});
