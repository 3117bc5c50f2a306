import type { GgufHeader, GgufScalar, GgufTensor, GgufValue } from './ggufHeader.ts';

/** What a value of a GGUF file's metadata takes, by its type; texts (8) and lists (9) tell their length. */
const widths: Readonly<Record<number, number>> = {
  ...{ 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 },
};
const text = 8;
const list = 9;

const maxEntries = 1_000_000;
/** Lists of lists are allowed, and nobody writes them. */
const maxDepth = 4;
/** ggml's tensors have four dimensions at most. */
const maxDimensions = 4;
/** Lists of a number for each layer are kept; vocabularies are passed over. */
const maxKept = 4_096;
const maxKeptCharacters = 1_000;
const usualAlignment = 32;

/** Thrown and caught within this file. */
class NotRead extends Error {}

/** Reads the header out of the first bytes of a GGUF file. */
export class MetadataReader {
  readonly #bytes: Buffer;
  readonly #fileBytes: number;
  #at = 0;

  constructor(bytes: Buffer, fileBytes: number) {
    this.#bytes = bytes;
    this.#fileBytes = fileBytes;
  }

  /** Undefined when the bytes end before the header does. Throws RangeError with what is wrong. */
  read(): GgufHeader | undefined {
    try {
      return this.#read();
    } catch (error) {
      if (error instanceof NotRead) return undefined;
      throw error;
    }
  }

  #read(): GgufHeader {
    if (this.#bytes.toString('latin1', 0, 4) !== 'GGUF') {
      throw new RangeError('it does not begin with GGUF');
    }
    this.#take(4);
    const version = this.#uint32();
    if (version !== 2 && version !== 3) throw new RangeError(`its version is ${version}`);
    const tensorCount = this.#count(1);
    const entries = this.#count(1);
    if (Math.max(entries, tensorCount) > maxEntries) {
      throw new RangeError(`it claims ${Math.max(entries, tensorCount)} entries`);
    }
    const metadata = new Map<string, GgufValue>();
    const lengths = new Map<string, number>();
    for (let entry = 0; entry < entries; entry++) {
      const key = this.#text().value;
      const { value, length } = this.#value(this.#uint32(), 0);
      if (key === undefined) continue;
      if (value !== undefined) metadata.set(key, value);
      else lengths.set(key, length);
    }
    const tensors: GgufTensor[] = [];
    for (let index = 0; index < tensorCount; index++) tensors.push(this.#tensor());
    const alignment = metadata.get('general.alignment') ?? usualAlignment;
    if (typeof alignment !== 'number' || alignment < 1 || alignment > 1 << 20) {
      throw new RangeError(`its alignment is ${alignment}`);
    }
    const dataOffset = Math.ceil(this.#at / alignment) * alignment;
    return { metadata, lengths, tensors, dataOffset, fileBytes: this.#fileBytes };
  }

  #tensor(): GgufTensor {
    this.#text();
    const dimensions = this.#uint32();
    if (dimensions > maxDimensions) throw new RangeError('a tensor has too many dimensions');
    let count = 1;
    for (let dimension = 0; dimension < dimensions; dimension++) count *= this.#uint64();
    const type = this.#uint32();
    const offset = this.#uint64();
    if (count > Number.MAX_SAFE_INTEGER) throw new RangeError('a tensor is larger than any can be');
    return { type, count, offset };
  }

  /** `length`: of a text or list that is not kept. */
  #value(type: number, depth: number): { value: GgufValue | undefined; length: number } {
    if (type === text) return this.#text();
    if (type === list) return this.#list(depth + 1);
    return { value: this.#number(type), length: 0 };
  }

  #list(depth: number): { value: GgufScalar[] | undefined; length: number } {
    if (depth > maxDepth) throw new RangeError('its lists are nested too deeply');
    const type = this.#uint32();
    const width = widths[type];
    const length = this.#count(width ?? 8);
    if (length > maxKept) {
      if (width !== undefined) this.#take(length * width);
      // Vocabularies have some hundred thousand texts: none is made.
      else if (type === text) for (let index = 0; index < length; index++) this.#passText();
      else for (let index = 0; index < length; index++) this.#value(type, depth);
      return { value: undefined, length };
    }
    const values: GgufScalar[] = [];
    for (let index = 0; index < length; index++) {
      const { value } = this.#value(type, depth);
      if (value !== undefined && !Array.isArray(value)) values.push(value);
    }
    return { value: values.length === length ? values : undefined, length };
  }

  #number(type: number): number | boolean {
    const width = widths[type];
    if (width === undefined) throw new RangeError(`it has a value of the unknown type ${type}`);
    const at = this.#take(width);
    switch (type) {
      case 6:
        return this.#bytes.readFloatLE(at);
      case 7:
        return this.#bytes[at] !== 0;
      case 10:
        return Number(this.#bytes.readBigUInt64LE(at));
      case 11:
        return Number(this.#bytes.readBigInt64LE(at));
      case 12:
        return this.#bytes.readDoubleLE(at);
      default:
        // Types of integers alternate: unsigned, signed.
        return type % 2 === 0
          ? this.#bytes.readUIntLE(at, width)
          : this.#bytes.readIntLE(at, width);
    }
  }

  /** Without its value when it is long; that is passed over. */
  #text(): { value: string | undefined; length: number } {
    const { at, length } = this.#passText();
    if (length > maxKeptCharacters) return { value: undefined, length };
    return { value: this.#bytes.toString('utf8', at, at + length), length };
  }

  #passText(): { at: number; length: number } {
    const length = this.#count(1);
    return { at: this.#take(length), length };
  }

  /** A number of things of so many bytes at least, which the rest of the file can hold. */
  #count(leastBytes: number): number {
    const count = this.#uint64();
    if (count > (this.#fileBytes - this.#at) / leastBytes) {
      throw new RangeError(`it claims ${count} values, more than it has bytes for`);
    }
    return count;
  }

  #uint32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  /** Above 2^53 it is not exact, and too large for anything that a file has. */
  #uint64(): number {
    const at = this.#take(8);
    return this.#bytes.readUInt32LE(at) + this.#bytes.readUInt32LE(at + 4) * 2 ** 32;
  }

  /** Passes over so many bytes and returns where they begin. */
  #take(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) throw new NotRead();
    this.#at += length;
    return at;
  }
}
