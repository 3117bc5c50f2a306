import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { halfValues } from './halfFloats.ts';

export interface VectorsFile {
  path: string;
  rows: number;
  dimensions: number;
}

/** All vectors of a file, page by page, as numbers; others get their turn between pages. */
export async function* readHalves(
  { path, rows, dimensions, pageRows }: VectorsFile & { pageRows: number },
  signal?: AbortSignal,
): AsyncGenerator<{ from: number; vectors: Float32Array }> {
  const file = openSync(path, 'r');
  try {
    for (let from = 0; from < rows; from += pageRows) {
      await nextTurn(undefined, { signal });
      const count = Math.min(pageRows, rows - from) * dimensions;
      const halves = new Uint16Array(count);
      readAt(file, new Uint8Array(halves.buffer), 2 * from * dimensions);
      const vectors = new Float32Array(count);
      for (let at = 0; at < count; at++) vectors[at] = halfValues[halves[at] ?? 0] ?? 0;
      yield { from, vectors };
    }
  } finally {
    closeSync(file);
  }
}

/**
 * The dot products of a query with some rows, which are in order. Undefined when the file cannot be
 * read. Neighbouring rows are read together: videos' chunks lie side by side, and are alike.
 */
export function dotProducts(
  { path, dimensions }: VectorsFile,
  query: Float32Array,
  wanted: Uint32Array,
): Float32Array | undefined {
  const products = new Float32Array(wanted.length);
  const halves = new Uint16Array(maxRun * dimensions);
  const bytes = new Uint8Array(halves.buffer);
  try {
    const file = openSync(path, 'r');
    try {
      for (let at = 0; at < wanted.length; ) {
        const first = wanted[at] ?? 0;
        let end = at + 1;
        while (end < wanted.length && (wanted[end] ?? 0) - first < maxRun) {
          if ((wanted[end] ?? 0) - (wanted[end - 1] ?? 0) > maxGap) break;
          end++;
        }
        const rows = (wanted[end - 1] ?? 0) - first + 1;
        readAt(file, bytes.subarray(0, 2 * rows * dimensions), 2 * first * dimensions);
        for (; at < end; at++) {
          products[at] = dotHalves(halves, ((wanted[at] ?? 0) - first) * dimensions, query);
        }
      }
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
  return products;
}

/** Rows that one call reads at most, and how many of no use it reads between two of use. */
const maxRun = 64;
const maxGap = 3;

function dotHalves(halves: Uint16Array, from: number, query: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < query.length; at++) {
    sum += (halfValues[halves[from + at] ?? 0] ?? 0) * (query[at] ?? 0);
  }
  return sum;
}

function readAt(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(file, bytes, at, bytes.length - at, position + at);
    if (read === 0) throw new Error('The file of vectors is shorter than its index says.');
    at += read;
  }
}
