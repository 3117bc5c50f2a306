/**
 * `npm run bench -- [NAME...] [--json] [--rounds N] [--only PART] [--llama-server URL]
 * [--trace FILE] [--model FILE] [--show]` runs benchmarks one after the other and prints ratios
 * against the named peer measured in the same run. Exit code 1 when a bar does not hold.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark, BenchmarkOptions, BenchmarkResult } from './benchmark.ts';

const loaders: Record<string, () => Promise<{ benchmark: Benchmark }>> = {
  search: () => import('./search.ts'),
  million: () => import('./million.ts'),
  transcription: () => import('./transcription.ts'),
  ingest: () => import('./ingest.ts'),
  queue: () => import('./queue.ts'),
  interface: () => import('./interface.ts'),
  engine: () => import('./engine.ts'),
  serving: () => import('./engine/serving/serving.ts'),
  team: () => import('./team.ts'),
  stutter: () => import('./stutter.ts'),
  injections: () => import('./injections.ts'),
  drafts: () => import('./drafts.ts'),
  memory: () => import('./memory.ts'),
  imports: () => import('./imports.ts'),
  trends: () => import('./trends.ts'),
  duplicates: () => import('./duplicates.ts'),
  seeing: () => import('./seeing.ts'),
  growth: () => import('./growth.ts'),
  hub: () => import('./hub.ts'),
  push: () => import('./push.ts'),
};

const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string' },
    'llama-server': { type: 'string' },
    trace: { type: 'string' },
    model: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
});
const { json, rounds, only, 'llama-server': llamaServer, trace, model, show } = values;
const options: BenchmarkOptions = {
  ...(rounds !== undefined && { rounds: Number(rounds) }),
  ...(only !== undefined && { only }),
  ...(llamaServer !== undefined && { llamaServer }),
  ...(trace !== undefined && { trace }),
  ...(model !== undefined && { model }),
  show,
};
const unknown = wanted.filter((name) => loaders[name] === undefined);

if (options.rounds !== undefined && !(Number.isInteger(options.rounds) && options.rounds > 0)) {
  process.stderr.write('--rounds takes a whole number above 0.\n');
  process.exitCode = 2;
} else if (unknown.length > 0) {
  process.stderr.write(`No benchmark ${unknown.join(', ')}; there are: ${names()}.\n`);
  process.exitCode = 2;
} else {
  const results: BenchmarkResult[] = [];
  for (const [name, load] of Object.entries(loaders)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    // They need a model that nobody installs for anything else.
    const needsModel = name === 'injections' || name === 'drafts';
    if (wanted.length === 0 && needsModel && model === undefined) continue;
    // Its library takes minutes to make.
    if (wanted.length === 0 && name === 'million') continue;
    const { benchmark } = await load();
    const result = await benchmark.run(options);
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
        ` (bar ${row.atLeast ? 'at least ' : ''}${row.bar}): ${row.holds ? 'holds' : 'DOES NOT HOLD'}\n`,
    );
  }
  for (const note of result.notes ?? []) process.stdout.write(`  Note: ${note}\n`);
}
