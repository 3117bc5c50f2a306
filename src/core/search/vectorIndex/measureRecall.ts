import { codeOf } from './codeOf.ts';
import type { HammingScan } from './scan/hammingScan.ts';
import { readHalves } from './vectorsFile.ts';

/** Rows that are searched for their neighbours; each costs a pass over all vectors. */
const sampledRows = 32;
const neighbours = 10;
/** Of the ten nearest, so many must be found. */
const minRecall = 0.99;
/** Beyond this many rows compared in full, an exact search is as quick. */
const candidateSteps = [1_120, 2_240, 4_480, 8_960, 17_920];
const pageRows = 1_000;

export interface Measuring {
  path: string;
  mean: Float32Array;
  chunkIds: readonly number[];
  codes: HammingScan;
}

/**
 * How many rows have to be compared in full so that 99 % of the ten nearest are among them, measured
 * on rows of the index itself against an exact search; the most there is when none suffices.
 */
export async function measureRecall(
  { path, mean, chunkIds, codes }: Measuring,
  signal?: AbortSignal,
): Promise<{ candidates: number; measured: number }> {
  const rows = chunkIds.length;
  const dimensions = mean.length;
  const step = Math.max(1, Math.floor(rows / sampledRows));
  const sample = Array.from({ length: Math.min(rows, sampledRows) }, (_, at) => at * step);
  const queries = await vectorsAt({ path, rows, dimensions }, new Set(sample), signal);
  const exact = sample.map(() => new Nearest(neighbours));
  for await (const { from, vectors } of readHalves({ path, rows, dimensions, pageRows }, signal)) {
    for (const [at, own] of sample.entries()) {
      const query = queries.get(own) ?? new Float32Array(dimensions);
      for (let row = 0; row * dimensions < vectors.length; row++) {
        if (from + row === own) continue;
        let sum = 0;
        const start = row * dimensions;
        for (let d = 0; d < dimensions; d++) sum += (vectors[start + d] ?? 0) * (query[d] ?? 0);
        exact[at]?.offer(from + row, sum);
      }
    }
  }
  const ranks = sample.flatMap((own, at) => {
    const distances = codes.distances(codeOf(queries.get(own) ?? mean, mean));
    const sorted = Uint16Array.from(distances).sort();
    return (exact[at]?.rows ?? []).map((row) => firstAbove(sorted, distances[row] ?? 0));
  });
  const recallAt = (candidates: number): number =>
    ranks.length === 0 ? 1 : ranks.filter((rank) => rank <= candidates).length / ranks.length;
  const candidates =
    candidateSteps.find((count) => recallAt(count) >= minRecall) ?? candidateSteps.at(-1) ?? 1;
  return { candidates, measured: recallAt(candidates) };
}

async function vectorsAt(
  file: { path: string; rows: number; dimensions: number },
  wanted: ReadonlySet<number>,
  signal: AbortSignal | undefined,
): Promise<Map<number, Float32Array>> {
  const found = new Map<number, Float32Array>();
  for await (const { from, vectors } of readHalves({ ...file, pageRows }, signal)) {
    for (let row = 0; row * file.dimensions < vectors.length; row++) {
      if (!wanted.has(from + row)) continue;
      found.set(from + row, vectors.slice(row * file.dimensions, (row + 1) * file.dimensions));
    }
  }
  return found;
}

/** How many of a sorted list are at most a value. */
function firstAbove(sorted: Uint16Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows with the greatest scores that were offered. */
class Nearest {
  readonly #limit: number;
  #found: { row: number; score: number }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get rows(): number[] {
    return this.#found.map(({ row }) => row);
  }

  offer(row: number, score: number): void {
    const last = this.#found.at(-1);
    if (this.#found.length === this.#limit && last !== undefined && score <= last.score) return;
    const place = this.#found.findIndex((other) => other.score < score);
    this.#found.splice(place === -1 ? this.#found.length : place, 0, { row, score });
    this.#found.length = Math.min(this.#found.length, this.#limit);
  }
}
