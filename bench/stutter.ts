import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { synchronise } from '../src/core/base/index.ts';
import { databaseName } from '../src/core/db/index.ts';
import { logFolder } from '../src/core/host/index.ts';
import { mergeWordIndexes } from '../src/core/search/documents/mergeWordIndexes.ts';
import { refreshDocuments } from '../src/core/search/documents/refreshDocuments.ts';
import { type Benchmark, type BenchmarkResult, type BenchmarkRow, quantile } from './benchmark.ts';
import { makeSyntheticLibrary } from './search/syntheticLibrary.ts';
import { SyntheticText } from './search/syntheticText.ts';
import { type Client, type Served, serve } from './stutter/client.ts';

const chunks = 100_000;
const files = 10_000;
const batchRows = 10_000;
const hostBarMs = 20;
const coreBarMs = 50;
const procedureBarMs = 100;
const maxMeasuredMs = 300_000;

/**
 * The interface while the core works: 10,000 files are enqueued, a library of 100,000 chunks is
 * verified, a batch of 10,000 rows is planned and searches run. How late the event loops of host
 * and core are, and how long each procedure of the interface takes. `--only N`: so many chunks.
 */
async function run({ only }: { only?: string }): Promise<BenchmarkResult> {
  const size = only === undefined ? chunks : Number(only);
  const text = new SyntheticText(5);
  const made = makeSyntheticLibrary(size, text);
  const { directory } = made.library;
  const folder = mkdtempSync(join(tmpdir(), 'trendroom-stutter-'));
  try {
    // As ingest leaves it; a library filled past it would be indexed while it is measured.
    while (!refreshDocuments(made.library, 1_000));
    await mergeWordIndexes(made.library, new AbortController().signal);
    made.library.close();
    // And on the disk: else the first checkpoint of its log would write all of it.
    await synchronise(join(directory, databaseName));
    const served = await serve(directory, folder);
    await warmUp(served.client, text);
    const { startedAtMs, endedAtMs, times, notes } = await measure(served, text, folder);
    await served.stop();
    const delays = delaysOf(folder, startedAtMs, endedAtMs);
    const core = delays.get('core') ?? delays.get('run') ?? [];
    const rows = [
      row('event loop of the host, p99', quantile(delays.get('run') ?? [], 0.99), hostBarMs),
      row('event loop of the core, p99', quantile(core, 0.99), coreBarMs),
      ...[...times].map(([name, each]) =>
        row(`${name}, slowest of ${each.length}`, Math.max(...each), procedureBarMs),
      ),
    ];
    for (const [name, each] of delays) notes.push(`${name}: ${spread(each)}`);
    for (const [name, each] of times) notes.push(`${name}: ${spread(each)}`);
    notes.push(...slowStatements(directory, startedAtMs, endedAtMs));
    if (!delays.has('core')) notes.push('The core runs in the process of the host.');
    return { name: 'stutter', rows, notes };
  } finally {
    made.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const benchmark: Benchmark = { name: 'stutter', run };

/** Threads start with the first reads, and code is compiled. */
async function warmUp(client: Client, text: SyntheticText): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const ask of Object.values(procedures(client, text))) await ask();
  }
}

/** What the screens ask for while somebody works, but what reports progress. */
function procedures(client: Client, text: SyntheticText): Record<string, () => Promise<unknown>> {
  const word = (): string => text.sentence(1)[0] ?? '';
  return {
    'videos.list': () => client.videos.list({ limit: 50 }),
    'videos.list by text': () => client.videos.list({ limit: 50, text: word() }),
    'videos.facets': () => client.videos.facets(),
    'videos.get': async () => {
      const { videos } = await client.videos.list({ limit: 1 });
      return client.videos.get({ videoId: videos[0]?.id ?? '' });
    },
    'search.query': () => client.search.query({ query: `${word()} ${word()}`, limit: 20 }),
    'jobs.list': () => client.jobs.list({}),
    'library.info': () => client.library.info(),
    'settings.get': () => client.settings.get(),
    'collections.list': () => client.collections.list(),
    'batches.list': () => client.batches.list({}),
  };
}

interface Measured {
  startedAtMs: number;
  endedAtMs: number;
  times: Map<string, number[]>;
  notes: string[];
}

async function measure(served: Served, text: SyntheticText, folder: string): Promise<Measured> {
  const { client } = served;
  const incoming = join(folder, 'incoming');
  mkdirSync(incoming);
  for (let at = 0; at < files; at++) writeFileSync(join(incoming, `${at}.mp4`), `no video ${at}`);
  const times = new Map<string, number[]>();
  const notes: string[] = [];
  const ending = new AbortController();
  const startedAtMs = Date.now();
  const told = async (name: string, work: Promise<unknown>): Promise<void> => {
    const outcome = await work.then(
      () => 'done',
      (error: unknown) => `failed: ${error instanceof Error ? error.message : String(error)}`,
    );
    notes.push(`${name} ${outcome} after ${Date.now() - startedAtMs} ms`);
  };
  let isBusy = true;
  const load = Promise.all([
    told(`${files} files enqueued`, enqueue(client, incoming, ending.signal)),
    told('verify', client.library.verify()),
    told(`batch of ${batchRows} rows`, planBatch(served)),
  ]);
  const limit = sleep(maxMeasuredMs, undefined, { ref: false });
  void Promise.race([load, limit]).then(() => {
    isBusy = false;
  });
  while (isBusy) {
    for (const [name, ask] of Object.entries(procedures(client, text))) {
      const askedMs = performance.now();
      await ask();
      times.set(name, [...(times.get(name) ?? []), performance.now() - askedMs]);
    }
  }
  ending.abort();
  return { startedAtMs, endedAtMs: Date.now(), times, notes };
}

/** Until the last file is in the queue; the jobs go on. */
async function enqueue(client: Client, path: string, signal: AbortSignal): Promise<void> {
  const input = { paths: [path], storage: 'reference' as const };
  for await (const { jobId } of await client.videos.ingest(input, { signal })) {
    // Events of jobs come when all of them are in the queue.
    if (jobId !== undefined) return;
  }
}

/** As the page does it with a file of this size. */
async function planBatch({ client, upload }: Served): Promise<void> {
  const messages = [{ role: 'user', content: 'q' }];
  const lines = Array.from({ length: batchRows }, (_, at) =>
    JSON.stringify({ custom_id: `${at}`, url: '/v1/chat/completions', body: { messages } }),
  );
  const uploadId = await upload('stutter.jsonl', lines.join('\n'));
  await client.batches.create({ name: 'Stutter', place: 'remote', paused: true, uploadId });
}

/** Delays in a span of time, by program. */
function delaysOf(folder: string, fromMs: number, toMs: number): Map<string, number[]> {
  const delays = new Map<string, number[]>();
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.jsonl'))) {
    const program = name.replace(/-\d+\.jsonl$/, '');
    const samples = readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => JSON.parse(line) as [number, number][])
      .filter(([atMs]) => atMs >= fromMs && atMs <= toMs)
      .map(([, delayMs]) => delayMs);
    delays.set(program, [...(delays.get(program) ?? []), ...samples]);
  }
  return delays;
}

/** What the core's log says of statements that took long meanwhile, each text once. */
function slowStatements(library: string, fromMs: number, toMs: number): string[] {
  const lines = readFileSync(join(logFolder(library), 'trendroom.log'), 'utf8').split('\n');
  const slow = new Map<string, number[]>();
  for (const line of lines.filter((each) => each.includes('"slow statement"'))) {
    const { time, tookMs, sql } = JSON.parse(line) as { time: number; tookMs: number; sql: string };
    if (time >= fromMs && time <= toMs) slow.set(sql, [...(slow.get(sql) ?? []), tookMs]);
  }
  return [...slow].map(([sql, times]) => `slow: ${spread(times)}: ${sql.slice(0, 160)}`);
}

function row(what: string, ms: number, barMs: number): BenchmarkRow {
  return {
    what,
    ours: `${ms.toFixed(1)} ms`,
    peer: `a bar of ${barMs} ms`,
    ratio: ms / barMs,
    bar: 1,
    holds: ms <= barMs,
  };
}

function spread(values: readonly number[]): string {
  const [p50, p99] = [0.5, 0.99].map((share) => quantile(values, share).toFixed(1));
  return `p50 ${p50}, p99 ${p99}, max ${Math.max(...values, 0).toFixed(1)} ms (${values.length})`;
}
