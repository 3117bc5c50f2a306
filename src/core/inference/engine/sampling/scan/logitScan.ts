import { z } from 'zod';
import {
  instantiate,
  type WasmMemory,
  wasmFunction,
  wasmMemory,
  wasmPageBytes,
} from '../../../../base/index.ts';
import { scanBytes } from './scanBytes.ts';

/** What scan.wat exports. */
interface Kernel {
  memory: WasmMemory;
  likeliest(count: number): number;
  masses(count: number, max: number, scale: number, out: number): number;
  bin(count: number, max: number, scale: number, bins: number, counts: number, sums: number): void;
  between(count: number, floor: number, ceiling: number, above: number, out: number): number;
}

/** What the kernel takes in one turn of its loop. */
const step = 16;

/** Logits of which {@link LogitScan.masses} tells one sum. */
export const chunkLogits = 256;

export interface LogitMasses {
  total: number;
  /** Of each {@link chunkLogits} logits. */
  chunks: Float64Array;
}

export interface LogitHistogram {
  counts: Uint32Array;
  /** Of the depths in each bin. */
  sums: Float64Array;
}

/**
 * Passes over the logits of a vocabulary in WebAssembly, four at a time: V8 takes them one by one,
 * with 262,144 tokens 0.4 ms a pass, which is as long as the model takes for two layers.
 */
export class LogitScan {
  readonly #kernel: Kernel;
  #capacity = 0;
  #count = 0;
  #logits = new Float32Array();

  constructor() {
    this.#kernel = kernelOf(instantiate(scanBytes));
  }

  /** Takes a copy of the logits, none of them NaN, for the calls that follow. */
  load(logits: Float32Array): this {
    const padded = Math.max(step, Math.ceil(logits.length / step) * step);
    this.#makeRoom(padded);
    this.#count = padded;
    this.#logits.set(logits);
    this.#logits.fill(-Infinity, logits.length, padded);
    return this;
  }

  /** Index of the largest one; the first of equals. */
  likeliest(): number {
    return this.#kernel.likeliest(this.#count);
  }

  /** Sums of `exp((logit - max) * scale)`. */
  masses(max: number, scale: number): LogitMasses {
    const out = this.#after;
    const total = this.#kernel.masses(this.#count, max, scale, out);
    const count = Math.ceil(this.#count / chunkLogits);
    return { total, chunks: new Float64Array(this.#kernel.memory.buffer, out, count).slice() };
  }

  /** How many of each depth there are, `(max - logit) * scale`, down to `bins`, exclusive. */
  histogram(max: number, scale: number, bins: number): LogitHistogram {
    const sums = this.#after;
    const counts = sums + 8 * bins;
    const { memory } = this.#kernel;
    const found = {
      sums: new Float64Array(memory.buffer, sums, bins),
      counts: new Uint32Array(memory.buffer, counts, bins),
    };
    found.sums.fill(0);
    found.counts.fill(0);
    this.#kernel.bin(this.#count, max, scale, bins, counts, sums);
    return { sums: found.sums.slice(), counts: found.counts.slice() };
  }

  /** Indices of those above a floor and at most a ceiling, in order. */
  between(floor: number, ceiling: number): Uint32Array {
    // A float that is not above the floor, which is a double: the kernel looks closer behind it.
    const above = Math.fround(floor - Math.abs(floor) * 1e-6 - 1e-30);
    const out = this.#after;
    const found = this.#kernel.between(this.#count, floor, ceiling, above, out);
    return new Uint32Array(this.#kernel.memory.buffer, out, found).slice();
  }

  /** Where results lie: behind the logits. */
  get #after(): number {
    return 4 * this.#capacity;
  }

  /** For the logits, and as much again for what is found in them. */
  #makeRoom(count: number): void {
    if (count <= this.#capacity) return;
    const { memory } = this.#kernel;
    const missing = 2 * 4 * count + wasmPageBytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / wasmPageBytes));
    this.#capacity = count;
    this.#logits = new Float32Array(memory.buffer, 0, count);
  }
}

function kernelOf(exports: unknown): Kernel {
  return z
    .object({
      memory: wasmMemory,
      likeliest: wasmFunction,
      masses: wasmFunction,
      bin: wasmFunction,
      between: wasmFunction,
    })
    .parse(exports);
}

/** One for all: nothing of it is kept between two calls that belong together. */
export const logitScan = new LogitScan();
