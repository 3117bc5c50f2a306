/** The value types of GGUF metadata that our models need, with their type numbers. */
export type GgufValue =
  | { type: 'uint32'; value: number }
  | { type: 'int32'; value: number }
  | { type: 'float32'; value: number }
  | { type: 'bool'; value: boolean }
  | { type: 'string'; value: string }
  | { type: 'strings'; value: readonly string[] }
  | { type: 'int32s'; value: readonly number[] }
  | { type: 'float32s'; value: Float32Array }
  | { type: 'uint8s'; value: Uint8Array };

/** Tensor types by their number in ggml; Q4_0 has 32 numbers in 18 bytes. */
const ggmlTypes = {
  F32: { id: 0, width: 4 },
  F16: { id: 1, width: 2 },
  Q4_0: { id: 2, width: 18 / 32 },
} as const;

export interface GgufTensor {
  name: string;
  type: keyof typeof ggmlTypes;
  /** Outermost dimension first; GGUF stores them the other way round. */
  shape: readonly number[];
  /** The numbers, little-endian; called when their turn comes. */
  data: () => AsyncIterable<Uint8Array>;
}

const alignment = 32;

/**
 * A GGUF version 3 file as a stream of chunks: header, metadata, tensor index, aligned tensors.
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. The same input gives the
 * same bytes. Throws RangeError when a tensor's data is not as long as its shape says.
 */
export async function* writeGguf(
  metadata: readonly (readonly [key: string, value: GgufValue])[],
  tensors: readonly GgufTensor[],
): AsyncGenerator<Uint8Array> {
  const header = [text('GGUF'), u32(3), u64(tensors.length), u64(metadata.length)];
  for (const [key, value] of metadata) header.push(string(key), ggufValue(value));
  let offset = 0;
  for (const tensor of tensors) {
    header.push(string(tensor.name), u32(tensor.shape.length));
    for (const size of tensor.shape.toReversed()) header.push(u64(size));
    header.push(u32(ggmlTypes[tensor.type].id), u64(offset));
    offset += padded(tensorBytes(tensor));
  }
  const bytes = Buffer.concat(header);
  yield bytes;
  yield new Uint8Array(padded(bytes.length) - bytes.length);
  for (const tensor of tensors) {
    let written = 0;
    for await (const chunk of tensor.data()) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== tensorBytes(tensor)) {
      throw new RangeError(`${tensor.name} has ${written} bytes, not ${tensorBytes(tensor)}.`);
    }
    yield new Uint8Array(padded(written) - written);
  }
}

function tensorBytes(tensor: GgufTensor): number {
  return tensor.shape.reduce((product, size) => product * size, ggmlTypes[tensor.type].width);
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

function ggufValue(value: GgufValue): Buffer {
  switch (value.type) {
    case 'uint32':
      return Buffer.concat([u32(4), u32(value.value)]);
    case 'int32':
      return Buffer.concat([u32(5), i32(value.value)]);
    case 'float32':
      return Buffer.concat([u32(6), f32(value.value)]);
    case 'bool':
      return Buffer.concat([u32(7), Buffer.from([value.value ? 1 : 0])]);
    case 'string':
      return Buffer.concat([u32(8), string(value.value)]);
    case 'strings':
      return Buffer.concat([u32(9), u32(8), u64(value.value.length), ...value.value.map(string)]);
    case 'int32s':
      return Buffer.concat([u32(9), u32(5), u64(value.value.length), ...value.value.map(i32)]);
    case 'float32s':
      return Buffer.concat([u32(9), u32(6), u64(value.value.length), ...[...value.value].map(f32)]);
    case 'uint8s':
      return Buffer.concat([u32(9), u32(0), u64(value.value.length), value.value]);
    default:
      return value satisfies never;
  }
}

function text(value: string): Buffer {
  return Buffer.from(value, 'utf8');
}

function string(value: string): Buffer {
  const bytes = text(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function i32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
