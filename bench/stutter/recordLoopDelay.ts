/**
 * Loaded before a program (`--import`) and all its child processes: how late timers fire, with the
 * time of each, so that the bench can look at the measured span alone. The folder is in the
 * query of the import; each process writes a file of its own.
 */
import { appendFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const folder = new URL(import.meta.url).searchParams.get('folder');
const everyMs = 5;
const writtenEveryMs = 500;

if (folder !== null && isMainThread) {
  const program = basename(process.argv[1] ?? 'node').replace(/\.[a-z]+$/, '');
  const file = join(folder, `${program}-${process.pid}.jsonl`);
  let samples: [atMs: number, delayMs: number][] = [];
  let writtenAtMs = Date.now();
  let dueMs = performance.now() + everyMs;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    samples.push([Date.now(), Math.max(0, nowMs - dueMs)]);
    dueMs = nowMs + everyMs;
    if (Date.now() - writtenAtMs < writtenEveryMs) return;
    writtenAtMs = Date.now();
    appendFileSync(file, `${JSON.stringify(samples)}\n`);
    samples = [];
    // Writing is no delay of the program.
    dueMs = performance.now() + everyMs;
  }, everyMs);
  timer.unref();
}
