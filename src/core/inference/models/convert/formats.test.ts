import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { propertyRuns } from '../../../../../test/support/propertyRuns.ts';
import { ByteCursor } from '../testing/byteCursor.ts';
import { hashOf } from '../testing/hubDouble.ts';
import { openByteParts } from './byteParts.ts';
import { type GgufTensor, type GgufValue, writeGguf } from './ggufWriter.ts';
import { halfToNumber, halvesToSingles, singlesToHalves } from './halfFloats.ts';
import { readSafetensors } from './safetensors.ts';
import { whisperMelFilters } from './whisperMelFilters.ts';
import { whisperVocabulary } from './whisperVocabulary.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'formats-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function withFiles<T>(
  contents: readonly Uint8Array[],
  use: (parts: Awaited<ReturnType<typeof openByteParts>>) => Promise<T>,
): Promise<T> {
  const paths = contents.map((_, i) => join(dir, `part${i}`));
  for (const [i, bytes] of contents.entries()) await writeFile(paths[i] ?? '', bytes);
  const parts = await openByteParts(paths);
  try {
    return await use(parts);
  } finally {
    await parts.dispose();
  }
}

test('a cut file reads as the whole one, wherever it was cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      async (pieces, a, b) => {
        const whole = Buffer.concat(pieces);
        const start = a % (whole.length + 1);
        const length = b % (whole.length - start + 1);
        const read = await withFiles(pieces, (parts) => parts.read(start, length));
        expect(Buffer.from(read)).toEqual(whole.subarray(start, start + length));
      },
    ),
    { numRuns: propertyRuns(0.6) },
  );
  await expect(withFiles([Buffer.alloc(4)], (parts) => parts.read(2, 3))).rejects.toMatchObject({
    code: 'model.damaged',
  });
});

test('every half float survives as a single and back; singles round to the nearest', () => {
  const halves = new Uint16Array(65_536).map((_, i) => i);
  const bytes = new Uint8Array(halves.buffer);
  const singles = halvesToSingles(bytes);
  const back = new Uint16Array(singlesToHalves(new Uint8Array(singles.buffer)).buffer);
  const wrong = halves.filter((half, i) => back[i] !== half && !Number.isNaN(halfToNumber(half)));
  expect([...wrong]).toEqual([]);
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const single = new Uint8Array(Float32Array.of(value).buffer);
      const [half = 0] = new Uint16Array(singlesToHalves(single).buffer);
      const error = Math.abs(halfToNumber(half) - value);
      if (Math.abs(value) >= 65_520) return !Number.isFinite(halfToNumber(half));
      const near = [half - 1, half + 1].map((bits) =>
        Math.abs(halfToNumber(bits & 0xffff) - value),
      );
      return near.every((other) => Number.isNaN(other) || error <= other);
    }),
  );
});

function safetensors(tensors: Record<string, { shape: number[]; values: number[] }>): Buffer {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.length * 4] };
    end += values.length * 4;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const data = Object.values(tensors).map(({ values }) =>
    Buffer.from(Float32Array.from(values).buffer),
  );
  return Buffer.concat([length, json, ...data]);
}

test('safetensors: every tensor is found with its shape and its numbers', async () => {
  const tensor = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }).map((shape) => {
    const count = shape.reduce((product, size) => product * size, 1);
    return { shape, values: Array.from({ length: count }, (_, i) => i + 0.5) };
  });
  const names = fc
    .string({ minLength: 1 })
    .filter((n) => n !== '__metadata__' && n !== '__proto__');
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, tensor, { noNullPrototype: true }), async (tensors) => {
      await withFiles([safetensors(tensors)], async (file) => {
        const found = await readSafetensors(file);
        expect([...found.keys()].sort()).toEqual(Object.keys(tensors).sort());
        for (const [name, { dtype, shape, offset, sizeBytes }] of found) {
          const bytes = await file.read(offset, sizeBytes);
          const values = [...new Float32Array(bytes.slice().buffer)];
          expect({ dtype, shape, values }).toEqual({ dtype: 'F32', ...tensors[name] });
        }
      });
    }),
    { numRuns: propertyRuns(0.6) },
  );
});

test('safetensors: no bytes, however broken, do more than be refused', async () => {
  const whole = safetensors({ a: { shape: [2, 2], values: [1, 2, 3, 4] } });
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
      const broken = Buffer.from(whole);
      broken[at] = byte;
      for (const bytes of [broken, whole.subarray(0, at)]) {
        await withFiles([bytes], (file) => readSafetensors(file)).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'model.damaged' });
        });
      }
    }),
  );
  await expect(
    withFiles([whole.subarray(0, whole.length - 1)], (file) => readSafetensors(file)),
  ).rejects.toMatchObject({ code: 'model.damaged' });
});

/** Reads what the writer can write, by the format's description alone. */
function readGguf(bytes: Buffer): {
  version: number;
  metadata: [string, unknown][];
  tensors: { name: string; sizes: number[]; type: number; data: Buffer }[];
} {
  const cursor = new ByteCursor(bytes);
  const text = (): string => cursor.text(cursor.u64());
  const value = (type: number): unknown => {
    if (type === 4) return cursor.u32();
    if (type === 5) return cursor.i32();
    if (type === 6) return cursor.f32();
    if (type === 7) return cursor.u8() === 1;
    if (type === 8) return text();
    if (type !== 9) throw new Error(`type ${type}`);
    const of = cursor.u32();
    return Array.from({ length: cursor.u64() }, () => value(of));
  };
  expect(cursor.text(4)).toBe('GGUF');
  const version = cursor.u32();
  const tensorCount = cursor.u64();
  const metadata = Array.from({ length: cursor.u64() }, (): [string, unknown] => [
    text(),
    value(cursor.u32()),
  ]);
  const index = Array.from({ length: tensorCount }, () => {
    const name = text();
    const sizes = Array.from({ length: cursor.u32() }, () => cursor.u64());
    return { name, sizes, type: cursor.u32(), offset: cursor.u64() };
  });
  const dataStart = Math.ceil(cursor.at / 32) * 32;
  const tensors = index.map(({ name, sizes, type, offset }) => {
    expect(offset % 32).toBe(0);
    const length = sizes.reduce((product, size) => product * size, type === 0 ? 4 : 2);
    const start = dataStart + offset;
    return { name, sizes, type, data: bytes.subarray(start, start + length) };
  });
  return { version, metadata, tensors };
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

test('GGUF: what is written is read back', async () => {
  const plain: fc.Arbitrary<GgufValue> = fc.oneof(
    fc.record({ type: fc.constant('uint32' as const), value: fc.nat() }),
    fc.record({ type: fc.constant('int32' as const), value: fc.integer() }),
    fc.record({ type: fc.constant('float32' as const), value: fc.float({ noNaN: true }) }),
    fc.record({ type: fc.constant('bool' as const), value: fc.boolean() }),
    fc.record({ type: fc.constant('string' as const), value: fc.string({ unit: 'grapheme' }) }),
    fc.record({ type: fc.constant('strings' as const), value: fc.array(fc.string()) }),
    fc.record({ type: fc.constant('int32s' as const), value: fc.array(fc.integer()) }),
  );
  const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.string({ minLength: 1 }), plain)),
      fc.array(fc.record({ shape: shapes, type: fc.constantFrom('F32' as const, 'F16' as const) })),
      async (metadata, specs) => {
        const tensors = specs.map(({ shape, type }, i): GgufTensor & { bytes: Buffer } => {
          const width = type === 'F32' ? 4 : 2;
          const bytes = Buffer.alloc(
            shape.reduce((product, size) => product * size, width),
            i + 1,
          );
          return {
            name: `t${i}`,
            shape,
            type,
            bytes,
            data: async function* () {
              yield bytes;
            },
          };
        });
        const read = readGguf(await collect(writeGguf(metadata, tensors)));
        expect(read).toEqual({
          version: 3,
          metadata: metadata.map(([key, { value }]) => [key, value]),
          tensors: tensors.map(({ name, shape, type, bytes }) => {
            return { name, sizes: shape.toReversed(), type: type === 'F32' ? 0 : 1, data: bytes };
          }),
        });
      },
    ),
  );
});

test('GGUF: a tensor with too few numbers is a fault, not a shifted file', async () => {
  const short = {
    name: 't',
    type: 'F32',
    shape: [2],
    data: async function* () {
      yield Buffer.alloc(4);
    },
  } as const;
  await expect(collect(writeGguf([], [short]))).rejects.toThrow('t has 4 bytes, not 8');
});

test('the mel filters are the ones that whisper.cpp ships, to the bit', () => {
  const filters = whisperMelFilters(80);
  expect(filters).toHaveLength(80 * 201);
  expect(filters[1]).toBeCloseTo(0.024862593, 8);
  const peaks = Array.from({ length: 80 }, (_, i) => {
    const row = filters.subarray(i * 201, (i + 1) * 201);
    return row.indexOf(Math.max(...row));
  });
  expect(peaks).toEqual(peaks.toSorted((a, b) => a - b));
  // These are the bytes in whisper.cpp's own models/for-tests-ggml-base.bin.
  expect(hashOf(new Uint8Array(filters.buffer))).toBe(
    '85818f156f7e189453901a515e4726d270d307f976e161cf9403e8caab405498',
  );
});

test('a byte-level token is the bytes it stands for, and special tokens are left out', () => {
  const vocab = { '!': 0, Ġthe: 1, 'ä½': 2, '': 3, '<|endoftext|>': 4, '<|en|>': 5 };
  const tokens = whisperVocabulary(JSON.stringify({ model: { vocab } }));
  expect(tokens.map((token) => Buffer.from(token).toString('hex'))).toEqual([
    '21',
    '20746865',
    'e4bd',
    '',
  ]);
  const gap = JSON.stringify({ model: { vocab: { a: 0, b: 2 } } });
  expect(() => whisperVocabulary(gap)).toThrow('the id 1');
});
