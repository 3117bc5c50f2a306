/**
 * `npm run bench -- [NAME...] [--json]` runs benchmarks one after the other and prints ratios
 * against the named peer measured in the same run. Exit code 1 when a bar does not hold.
 */
import { cpus } from 'node:os';
import type { Benchmark, BenchmarkResult } from './benchmark.ts';

const loaders: Record<string, () => Promise<{ benchmark: Benchmark }>> = {
  search: () => import('./search.ts'),
  transcription: () => import('./transcription.ts'),
  ingest: () => import('./ingest.ts'),
  interface: () => import('./interface.ts'),
};

const args = process.argv.slice(2);
const json = args.includes('--json');
const wanted = args.filter((arg) => !arg.startsWith('--'));
const unknown = wanted.filter((name) => loaders[name] === undefined);

if (unknown.length > 0) {
  process.stderr.write(`No benchmark ${unknown.join(', ')}; there are: ${names()}.\n`);
  process.exitCode = 2;
} else {
  const results: BenchmarkResult[] = [];
  for (const [name, load] of Object.entries(loaders)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const { benchmark } = await load();
    const result = await benchmark.run();
    results.push(result);
    if (!json) print(result);
  }
  if (json) process.stdout.write(`${JSON.stringify({ machine: machine(), results })}\n`);
  if (results.some((result) => result.rows.some((row) => !row.holds))) process.exitCode = 1;
}

function names(): string {
  return Object.keys(loaders).join(', ');
}

function machine(): string {
  const processors = cpus();
  return `${processors.length} x ${processors[0]?.model ?? 'unknown'}, Node ${process.version}`;
}

function print(result: BenchmarkResult): void {
  process.stdout.write(`\n${result.name} (${machine()})\n`);
  for (const row of result.rows) {
    process.stdout.write(
      `  ${row.what}\n    ours ${row.ours}, peer ${row.peer}, ratio ${row.ratio.toFixed(2)}` +
        ` (bar ${row.bar}): ${row.holds ? 'holds' : 'DOES NOT HOLD'}\n`,
    );
  }
}
