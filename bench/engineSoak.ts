/**
 * `npm run soak -- [--requests 10000] [--seed 1]`: requests of random shape, up to 64 at once, some
 * cancelled, some constrained, embeddings between them. Every 500 it prints the engine's blocks
 * and memory. Exit code 1 unless it ends with no block in use, no request left, no request failed
 * and the engine's memory flat.
 */
import { parseArgs } from 'node:util';
import { createInference } from '../src/core/inference/index.ts';
import { median } from './engine/engineBench.ts';
import { residentBytes } from './engine/residentBytes.ts';
import { runSoakRequest } from './engine/soakRequest.ts';
import { createSoakShapes } from './engine/soakShapes.ts';
import { installedModels } from './support/installedModels.ts';

const inFlightMost = 64;
const printEach = 500;
const sampleEach = 50;
/** The median of the last quarter's samples over the second quarter's: the first one warms up. */
const memoryBar = 1.1;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
  },
});
const total = Number(values.requests);
const shapes = createSoakShapes(Number(values.seed));
const inference = createInference(installedModels(''));

const outcomes = { done: 0, cancelled: 0, failed: 0 };
const failures = new Set<string>();
const memoryBytes: number[] = [];
const { pid: firstPid } = await warmUp();
let started = 0;
let ended = 0;

await Promise.all(Array.from({ length: inFlightMost }, submitInTurn));
process.exitCode = (await passes()) ? 0 : 1;
await inference.dispose();

async function warmUp(): Promise<{ pid: number | undefined }> {
  await inference.languageModel.generate({ prompt: 'Hello', maxTokens: 1, temperature: 0 });
  await inference.embedder.embed(['Hello']);
  return { pid: inference.pid };
}

async function submitInTurn(): Promise<void> {
  while (started < total) {
    started++;
    try {
      outcomes[await runSoakRequest(inference, shapes.next())]++;
    } catch (error) {
      outcomes.failed++;
      failures.add(String(error));
    }
    ended++;
    if (ended % sampleEach === 0) memoryBytes.push(await residentBytes(inference.pid));
    if (ended % printEach === 0) print(await line());
  }
}

async function line(): Promise<string> {
  const { blocks, requests } = await inference.engine.stats();
  const megabytes = Math.round((memoryBytes.at(-1) ?? 0) / 1e6);
  return (
    `${ended} ended (${outcomes.cancelled} cancelled, ${outcomes.failed} failed); blocks: ` +
    `${blocks.used} used, ${blocks.shared} shared, ${blocks.cached} cached, ${blocks.free} free of ` +
    `${blocks.total}; ${requests.running} running, ${requests.waiting} waiting, ` +
    `${requests.preemptions} preemptions; ${megabytes} MB`
  );
}

async function passes(): Promise<boolean> {
  const { blocks, requests } = await inference.engine.stats();
  const quarter = Math.floor(memoryBytes.length / 4);
  const growth =
    median(memoryBytes.slice(-quarter)) / median(memoryBytes.slice(quarter, 2 * quarter));
  print(`End: ${await line()}; memory of the last quarter over the second: ${growth.toFixed(3)}`);
  for (const failure of failures) print(`Failed: ${failure}`);
  const isEmpty =
    blocks.used === 0 &&
    blocks.cached + blocks.free === blocks.total &&
    requests.running + requests.waiting === 0;
  const isSameProcess = inference.pid === firstPid;
  if (!isEmpty) print('The pool is not empty.');
  if (!isSameProcess) print('The engine’s process ended on the way.');
  if (!(growth < memoryBar)) print('The memory grew, or too few samples tell.');
  return isEmpty && isSameProcess && growth < memoryBar && outcomes.failed === 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
