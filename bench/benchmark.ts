/** One comparison within a benchmark, as it is printed. */
export interface BenchmarkRow {
  what: string;
  /** A figure with its unit. */
  ours: string;
  peer: string;
  /** Ours over the peer's: below 1 is better than the peer, or above 1 when `atLeast` is set. */
  ratio: number;
  /** What the ratio must not exceed, or must reach when `atLeast` is set. */
  bar: number;
  atLeast?: true;
  holds: boolean;
}

export interface BenchmarkResult {
  name: string;
  rows: BenchmarkRow[];
  /** What was not measured, and on what the rest was. */
  notes?: string[];
}

/** From the command line; a benchmark takes those it knows. */
export interface BenchmarkOptions {
  rounds?: number;
  /** One measurement of the benchmark. */
  only?: string;
  /** Address of a running llama-server. */
  llamaServer?: string;
  /** A file of requests to play instead of the benchmark's own. */
  trace?: string;
  /** Path of a model file. */
  model?: string;
  /** Prints what a model wrote, to be read. */
  show?: boolean;
}

export interface Benchmark {
  name: string;
  /** Measures ours and the peer in turns, in one run, on this machine. */
  run(options: BenchmarkOptions): Promise<BenchmarkResult>;
}

/** The value that a share of the values does not exceed, linear between two; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below = Number.NaN, above = below] = sorted.slice(
    Math.floor(place),
    Math.floor(place) + 2,
  );
  return below + (place % 1) * (above - below);
}
