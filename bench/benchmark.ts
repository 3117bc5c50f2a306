/** One comparison within a benchmark, as it is printed. */
export interface BenchmarkRow {
  what: string;
  /** A figure with its unit. */
  ours: string;
  peer: string;
  /** Ours over the peer's: below 1 is better than the peer. */
  ratio: number;
  /** What the ratio must not exceed. */
  bar: number;
  holds: boolean;
}

export interface BenchmarkResult {
  name: string;
  rows: BenchmarkRow[];
}

export interface Benchmark {
  name: string;
  /** Measures ours and the peer in turns, in one run, on this machine. */
  run(): Promise<BenchmarkResult>;
}

/** The value that a share of the values does not exceed; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
