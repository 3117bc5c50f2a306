import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { FuzzTarget } from '../fuzzTarget.ts';
import { loadTarget } from '../targets/targets.ts';
import { Chance } from './chance.ts';
import { Coverage } from './coverage.ts';
import { type Finding, judge } from './judge.ts';
import { mutate } from './mutate.ts';

/** What the thread is started with. */
export interface FuzzTask {
  name: string;
  seed: number;
  folder: string;
  /** Folders of inputs to begin with. */
  corpora: string[];
  /** Where the input under way can be read when the thread hangs: its length, then its bytes. */
  current: SharedArrayBuffer;
}

/** What the thread tells. */
export type FuzzNews =
  | { type: 'found'; finding: Finding; input: Uint8Array }
  | { type: 'new'; input: Uint8Array }
  | { type: 'progress'; runs: number; inputs: number; blocks: number };

/** Asking V8 what ran costs as much as several runs. */
const batchSize = 12;
const progressMs = 1_000;

const task: FuzzTask = workerData;
const lengths = new Int32Array(task.current, 0, 2);
const bytes = new Uint8Array(task.current, 8);
const coverage = new Coverage();
const chance = new Chance(task.seed);
const pool: Buffer[] = [];
let runs = 0;

await fuzz(await loadTarget(task.name));

async function fuzz(target: FuzzTarget): Promise<void> {
  mkdirSync(task.folder, { recursive: true });
  for (const input of inputsOf(task.corpora)) {
    await run(target, input);
    coverage.take();
    pool.push(input);
  }
  if (pool.length === 0)
    pool.push(Buffer.from(''), ...target.words.map((word) => Buffer.from(word)));
  for (let toldAtMs = 0; ; ) {
    const batch = Array.from({ length: batchSize }, () =>
      mutate({ pool, words: target.words, chance }),
    );
    for (const input of batch) await run(target, input);
    if (coverage.take() > 0) await keepNew(target, batch);
    if (Date.now() - toldAtMs < progressMs) continue;
    toldAtMs = Date.now();
    tell({ type: 'progress', runs, inputs: pool.length, blocks: coverage.size });
  }
}

/** Which of a batch is to be kept: V8 only tells what all of them ran together. */
async function keepNew(target: FuzzTarget, batch: readonly Buffer[]): Promise<void> {
  for (const input of batch) {
    await run(target, input);
    if (coverage.takeFresh() === 0) continue;
    pool.push(input);
    tell({ type: 'new', input });
  }
}

async function run(target: FuzzTarget, input: Buffer): Promise<void> {
  bytes.set(input);
  Atomics.store(lengths, 0, input.length);
  runs += 1;
  Atomics.store(lengths, 1, runs);
  const finding = await judge(target, input, task.folder);
  if (finding !== undefined) tell({ type: 'found', finding, input });
}

function inputsOf(folders: readonly string[]): Buffer[] {
  return folders.flatMap((folder) => {
    mkdirSync(folder, { recursive: true });
    return readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  });
}

function tell(news: FuzzNews): void {
  parentPort?.postMessage(news);
}
