import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { silentLogger, systemClock } from '../src/core/base/index.ts';
import { openLibrary } from '../src/core/db/index.ts';
import { createImportKind } from '../src/core/ingest/index.ts';
import { createJobQueue } from '../src/core/jobs/index.ts';
import { refreshDocuments } from '../src/core/search/documents/refreshDocuments.ts';
import type { Benchmark, BenchmarkRow } from './benchmark.ts';
import { writeRecords } from './imports/writeRecords.ts';

const records = 100_000;
const firstBarSeconds = 60;
const againBarSeconds = 15;

/**
 * A file of 100,000 records with two snapshots each, imported by the queue into an empty library; the same
 * file again; and a file that the same tool wrote a day later, with one snapshot more of each.
 */
async function run() {
  const directory = mkdtempSync(join(tmpdir(), 'trendroom-bench-'));
  const library = openLibrary({ directory, clock: systemClock });
  const kind = createImportKind({ library, onTexts: () => {} });
  const queue = createJobQueue({
    ...{ library, clock: systemClock, logger: silentLogger, kinds: [kind] },
  });
  queue.start();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const importFile = async (what: string, path: string): Promise<Taken> => {
    const startedAtMs = performance.now();
    const before = process.cpuUsage();
    const payload = { path, format: 'auto', map: {}, keepNames: false, observedAtMs } as const;
    const { state, error } = await queue.finished(queue.enqueue(kind, payload, { label: 'bench' }));
    if (state !== 'done') throw new Error(error?.message ?? state);
    const { user, system } = process.cpuUsage(before);
    const taken = {
      seconds: (performance.now() - startedAtMs) / 1_000,
      cpuSeconds: (user + system) / 1e6,
    };
    process.stderr.write(`${what}: ${inWords(taken)}\n`);
    return taken;
  };
  try {
    const [file, later] = [join(directory, 'first.jsonl'), join(directory, 'later.jsonl')];
    await writeRecords(file, { records, snapshots: 2 });
    await writeRecords(later, { records, snapshots: 3 });
    delay.enable();
    const first = await importFile('first', file);
    delay.disable();
    const again = await importFile('again', file);
    const updated = await importFile('a snapshot more', later);
    const startedAtMs = performance.now();
    while (!refreshDocuments(library, 1_000));
    const indexed = (performance.now() - startedAtMs) / 1_000;
    const counts = library.db.$client
      .prepare<[], string>(
        "SELECT (SELECT count(*) FROM videos) || ' videos, ' || count(*) || ' snapshots' FROM metric_snapshots",
      )
      .pluck()
      .get();
    return {
      name: 'imports',
      rows: [
        row(`${records.toLocaleString('en')} records with two snapshots`, first, firstBarSeconds),
        row('the same file again', again, againBarSeconds),
        row('a snapshot more of each, the rest as it was', updated, firstBarSeconds),
      ],
      notes: [
        `${counts}; a file of ${Math.round(statSync(file).size / 1e6)} MB.`,
        `While it was first imported, the timer was late by ${(delay.percentile(99) / 1e6).toFixed(0)} ms (p99), ${(delay.max / 1e6).toFixed(0)} ms at most.`,
        `Indexing the words of the videos afterwards, in the background: ${indexed.toFixed(1)} s.`,
      ],
    };
  } finally {
    await queue.dispose();
    library.close();
    rmSync(directory, { recursive: true });
  }
}

const observedAtMs = Date.UTC(2026, 5, 1);

interface Taken {
  seconds: number;
  /** Of this process: what the machine does beside it costs time, but not this. */
  cpuSeconds: number;
}

function inWords({ seconds, cpuSeconds }: Taken): string {
  return `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of a core)`;
}

function row(what: string, taken: Taken, barSeconds: number): BenchmarkRow {
  const { seconds } = taken;
  return {
    ...{ what, ours: inWords(taken), peer: `${barSeconds} s (bar)` },
    ...{ ratio: seconds / barSeconds, bar: 1, holds: seconds <= barSeconds },
  };
}

export const benchmark: Benchmark = { name: 'imports', run };
