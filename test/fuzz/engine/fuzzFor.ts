import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FuzzNews, FuzzTask } from './fuzzThread.ts';
import type { Finding } from './judge.ts';
import { maxInputBytes } from './mutate.ts';

export interface FuzzOptions {
  name: string;
  seconds: number;
  seed: number;
  /** The corpus that is kept. */
  corpus: string;
  /** Where findings and inputs that reach something new are put; read again by the next run. */
  out: string;
  onProgress(line: string): void;
}

export interface FuzzResult {
  runs: number;
  inputs: number;
  blocks: number;
  findings: { finding: Finding; file: string }[];
}

/** A run of so long on one small input, of the clock, is a hang. */
const hangMs = 15_000;
const maxHeapMb = 1_024;

/**
 * Fuzzes a target in a thread of its own, which is ended when an input hangs it, and goes on. Each
 * fault is reported once, with the first input that shows it.
 */
export async function fuzzFor(options: FuzzOptions): Promise<FuzzResult> {
  const { name, corpus, out } = options;
  const folder = mkdtempSync(join(tmpdir(), `trendroom-fuzz-${name}-`));
  const found = join(out, 'found', name);
  const reached = join(out, 'corpus', name);
  for (const path of [found, reached]) mkdirSync(path, { recursive: true });
  const byKey = new Map<string, { finding: Finding; file: string }>();
  const report = (finding: Finding, input: Uint8Array): void => {
    if (byKey.has(finding.key)) return;
    const file = join(found, `${finding.kind}-${nameOf(input)}`);
    writeFileSync(file, input);
    byKey.set(finding.key, { finding, file });
    options.onProgress(`${name}: ${finding.kind}: ${finding.words}\n  ${file}`);
  };
  const total = { runs: 0, inputs: 0, blocks: 0 };
  const endsAtMs = Date.now() + options.seconds * 1_000;
  for (let round = 0; Date.now() < endsAtMs; round++) {
    const last = await fuzzUntil(endsAtMs, {
      task: {
        name,
        seed: options.seed + round,
        folder: join(folder, 'run'),
        corpora: [corpus, reached],
        current: new SharedArrayBuffer(8 + maxInputBytes),
      },
      onNews: (news) => {
        if (news.type === 'found') report(news.finding, news.input);
        if (news.type === 'new') writeFileSync(join(reached, nameOf(news.input)), news.input);
      },
    });
    total.runs += last.runs;
    total.inputs = last.inputs;
    total.blocks = Math.max(total.blocks, last.blocks);
    if (last.finding !== undefined) report(last.finding, last.input);
  }
  rmSync(folder, { recursive: true, force: true });
  return { ...total, findings: [...byKey.values()] };
}

interface Round {
  task: FuzzTask;
  onNews(news: FuzzNews): void;
}

interface RoundEnd {
  runs: number;
  inputs: number;
  blocks: number;
  /** Of the input that ended the thread. */
  finding: Finding | undefined;
  input: Uint8Array;
}

/** One thread, to the end of the time or of the thread. */
function fuzzUntil(endsAtMs: number, { task, onNews }: Round): Promise<RoundEnd> {
  const thread = new Worker(new URL('./fuzzThread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  });
  const state = new Int32Array(task.current, 0, 2);
  let progress = { inputs: 0, blocks: 0 };
  return new Promise((resolve) => {
    let runs = 0;
    let changedAtMs = Date.now();
    const end = (finding?: Finding): void => {
      clearInterval(timer);
      const length = Atomics.load(state, 0);
      const input = Buffer.from(new Uint8Array(task.current, 8, length));
      void thread.terminate().then(() => resolve({ ...progress, runs, finding, input }));
    };
    const timer = setInterval(() => {
      const now = Atomics.load(state, 1);
      // Until the first run the thread loads what it needs.
      if (now !== runs || now === 0) changedAtMs = Date.now();
      runs = now;
      if (Date.now() - changedAtMs > hangMs) {
        end({ kind: 'hang', words: `no end after ${hangMs} ms`, key: 'hang' });
      } else if (Date.now() > endsAtMs) end();
    }, 100);
    thread.on('message', (news: FuzzNews) => {
      if (news.type === 'progress') progress = news;
      else onNews(news);
    });
    thread.on('error', (error: Error & { code?: string }) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const place = /src\/[\w/]+\.ts:\d+/.exec(error.stack ?? '')?.[0] ?? '';
      const words = `${isMemory ? 'out of memory' : 'nobody caught'}: ${error.message} ${place}`;
      end({ kind: isMemory ? 'memory' : 'error', words, key: `uncaught ${place}` });
    });
  });
}

function nameOf(input: Uint8Array): string {
  return createHash('sha256').update(input).digest('hex').slice(0, 16);
}
