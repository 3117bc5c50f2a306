import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { silentLogger, systemClock } from '../src/core/base/index.ts';
import { openLibrary } from '../src/core/db/index.ts';
import { type IngestPayload, ingestFiles } from '../src/core/ingest/index.ts';
import { createJobQueue, type JobKind } from '../src/core/jobs/index.ts';
import type { Benchmark, BenchmarkResult } from './benchmark.ts';

const few = 1_000;
const many = 10_000;
/** Of a file's cost: what it may grow by when ten times as many are queued. */
const growthBar = 1.5;
/** Longest wait of the event loop. */
const delayBarMs = 50;

/** As many stages as the ingest has; nothing runs. */
const kind: JobKind<IngestPayload> = {
  kind: 'ingest',
  maxAttempts: 1,
  isRetryable: () => false,
  stages: Array.from({ length: 11 }, (_, position) => ({
    name: `stage ${position}`,
    weight: 1,
    resource: 'disk' as const,
    run: async () => {},
  })),
};

interface Measure {
  totalMs: number;
  p99DelayMs: number;
}

/** Takes a folder of empty files in, with a watcher, until all are queued. */
async function enqueue(count: number): Promise<Measure> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-bench-'));
  const library = openLibrary({ directory: join(folder, 'library'), clock: systemClock });
  const queue = createJobQueue({
    library,
    clock: systemClock,
    logger: silentLogger,
    kinds: [kind],
  });
  try {
    const files = join(folder, 'files');
    await mkdir(files);
    const paths = Array.from({ length: count }, (_, number) => join(files, `${number}.mp4`));
    for (const path of paths) await writeFile(path, '');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const queued = Promise.withResolvers<void>();
    const stop = new AbortController();
    delay.enable();
    const beganMs = performance.now();
    const events = ingestFiles(
      { library, queue, kind, start: () => queued.resolve() },
      { paths: [files] },
      stop.signal,
    );
    const reading = (async () => {
      for await (const _ of events);
    })().catch(() => {});
    await queued.promise;
    const totalMs = performance.now() - beganMs;
    delay.disable();
    stop.abort();
    await reading;
    return { totalMs, p99DelayMs: delay.percentile(99) / 1e6 };
  } finally {
    await queue.dispose();
    library.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(): Promise<BenchmarkResult> {
  await enqueue(few);
  const small = await enqueue(few);
  const large = await enqueue(many);
  const growth = large.totalMs / many / (small.totalMs / few);
  return {
    name: 'queue',
    rows: [
      {
        what: `Queue ${many.toLocaleString('en')} files: the cost of one, against ${few.toLocaleString('en')} files`,
        ours: `${(large.totalMs / many).toFixed(3)} ms (${(large.totalMs / 1_000).toFixed(2)} s in all)`,
        peer: `${(small.totalMs / few).toFixed(3)} ms (${(small.totalMs / 1_000).toFixed(2)} s in all)`,
        ratio: growth,
        bar: growthBar,
        holds: growth <= growthBar,
      },
      {
        what: 'Meanwhile, the delay of the event loop, p99',
        ours: `${large.p99DelayMs.toFixed(1)} ms`,
        peer: `${delayBarMs} ms`,
        ratio: large.p99DelayMs / delayBarMs,
        bar: 1,
        holds: large.p99DelayMs <= delayBarMs,
      },
    ],
  };
}

export const benchmark: Benchmark = { name: 'queue', run };
