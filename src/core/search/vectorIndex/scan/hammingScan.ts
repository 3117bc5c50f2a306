import { z } from 'zod';
import {
  instantiate,
  type WasmMemory,
  wasmFunction,
  wasmMemory,
  wasmPageBytes,
} from '../../../base/index.ts';
import { hammingBytes } from './hammingBytes.ts';

/** What hamming.wat exports. */
interface Kernel {
  memory: WasmMemory;
  scan(
    ...args: [
      codes: number,
      rows: number,
      blocks: number,
      query: number,
      allowed: number,
      distances: number,
      histogram: number,
    ]
  ): void;
  collect(
    ...args: [distances: number, rows: number, limit: number, out: number, max: number]
  ): number;
}

const blockBytes = 16;
/** The distance of a row that is passed over. */
const passedOver = 65_535;

/** Bytes that the signs of a vector take: whole blocks of the kernel, the rest zeros. */
export function codeBytesOf(dimensions: number): number {
  return Math.ceil(dimensions / 8 / blockBytes) * blockBytes;
}

/** Packed sign bits in WebAssembly's memory, and which of them are nearest to a query's. */
export class HammingScan {
  readonly rows: number;
  readonly #kernel: Kernel;
  readonly #codeBytes: number;
  readonly #padded: number;
  readonly #at: Record<'query' | 'histogram' | 'distances' | 'allowed' | 'out' | 'codes', number>;

  constructor({ rows, dimensions }: { rows: number; dimensions: number }) {
    this.rows = rows;
    this.#kernel = kernelOf(instantiate(hammingBytes));
    this.#codeBytes = codeBytesOf(dimensions);
    this.#padded = Math.max(8, Math.ceil(rows / 8) * 8);
    let end = 0;
    const take = (bytes: number): number => {
      const start = end;
      end = Math.ceil((end + bytes) / blockBytes) * blockBytes;
      return start;
    };
    this.#at = {
      query: take(this.#codeBytes),
      histogram: take(4 * (8 * this.#codeBytes + 1)),
      distances: take(2 * this.#padded),
      allowed: take(this.#padded),
      out: take(4 * this.#padded),
      codes: take(rows * this.#codeBytes),
    };
    const { memory } = this.#kernel;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / wasmPageBytes));
    this.#view(Uint16Array, this.#at.distances, this.#padded).fill(passedOver);
  }

  /** Where the codes are to be written, row after row, before the first scan. */
  get codes(): Uint8Array {
    return this.#view(Uint8Array, this.#at.codes, this.rows * this.#codeBytes);
  }

  /**
   * The `count` rows whose codes are nearest to a query's, in order of their rows, and those that are
   * as near as the farthest of them. `allowed` has a byte for each row: 0 passes it over.
   */
  nearest(query: Uint8Array, count: number, allowed?: Uint8Array): Uint32Array {
    const limit = this.#scan(query, allowed, count);
    const { distances, out } = this.#at;
    const found = this.#kernel.collect(distances, this.#padded, limit, out, this.#padded);
    return this.#view(Uint32Array, out, found).slice();
  }

  /** The distance of every row, for measuring. */
  distances(query: Uint8Array): Uint16Array {
    this.#scan(query, undefined, 1);
    return this.#view(Uint16Array, this.#at.distances, this.rows).slice();
  }

  /** Fills the distances; gives the one within which `count` rows are. */
  #scan(query: Uint8Array, allowed: Uint8Array | undefined, count: number): number {
    const at = this.#at;
    this.#view(Uint8Array, at.query, this.#codeBytes).set(query);
    const bins = 8 * this.#codeBytes + 1;
    const histogram = this.#view(Uint32Array, at.histogram, bins).fill(0);
    if (allowed !== undefined) this.#view(Uint8Array, at.allowed, this.rows).set(allowed);
    this.#kernel.scan(
      ...([at.codes, this.rows, this.#codeBytes / blockBytes, at.query] as const),
      ...([allowed === undefined ? 0 : at.allowed, at.distances, at.histogram] as const),
    );
    let within = 0;
    for (let distance = 0; distance < bins; distance++) {
      within += histogram[distance] ?? 0;
      if (within >= count) return distance;
    }
    return bins - 1;
  }

  #view<View>(
    View: new (buffer: ArrayBuffer, at: number, length: number) => View,
    at: number,
    length: number,
  ): View {
    return new View(this.#kernel.memory.buffer, at, length);
  }
}

function kernelOf(exports: unknown): Kernel {
  return z.object({ memory: wasmMemory, scan: wasmFunction, collect: wasmFunction }).parse(exports);
}
