import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchmarkRow } from '../../benchmark.ts';
import { median } from '../engineBench.ts';
import { requestsPerSecond } from './figures.ts';
import { playTrace } from './playTrace.ts';
import type { ServingBench } from './serving.ts';
import { shortUnlike } from './shapes.ts';
import type { Target } from './streamCompletion.ts';
import { rowOf } from './workloads.ts';

const busyProcesses = 2;
/** An engine looks now and then what the machine has free. */
const settleMs = 2_000;

/**
 * How many times longer the same work takes while two other programs compute without a pause, for
 * ours and for the peer. They end with this process, whatever happens.
 */
export async function measureBusyMachine(bench: ServingBench): Promise<BenchmarkRow[]> {
  const { ours, peer } = bench;
  const own = await slowdown(bench, ours);
  const theirs = peer === undefined ? Number.NaN : await slowdown(bench, peer);
  const figure = { unit: 'x', of: () => own, isAbsolute: true } as const;
  return [
    rowOf(
      { what: 'beside two busy programs: times longer', ...figure, bar: 2.5 },
      own,
      theirs,
      own / theirs,
    ),
    rowOf(
      { what: 'the same, beside the peer’s', unit: 'x', of: () => own, bar: 1 },
      own,
      theirs,
      own / theirs,
    ),
  ];
}

async function slowdown(bench: ServingBench, target: Target): Promise<number> {
  const rates: { quiet: number[]; busy: number[] } = { quiet: [], busy: [] };
  const rate = async (): Promise<number> => {
    const trace = shortUnlike(bench.nextSeed(), { requests: 12, concurrency: 6 });
    return requestsPerSecond(await playTrace(target, trace));
  };
  for (let round = 0; round < bench.rounds; round++) {
    rates.quiet.push(await rate());
    const others = Array.from({ length: busyProcesses }, startBusyProgram);
    try {
      await sleep(settleMs);
      rates.busy.push(await rate());
    } finally {
      await Promise.all(others.map(end));
    }
    await sleep(settleMs);
  }
  return median(rates.quiet) / median(rates.busy);
}

/** Ends by itself after ten minutes, and with its standard input. */
function startBusyProgram(): ChildProcess {
  const code = `
    process.stdin.on('end', () => process.exit()).resume();
    const untilMs = Date.now() + 600_000;
    const turn = () => {
      for (const endMs = Date.now() + 100; Date.now() < endMs; );
      if (Date.now() < untilMs) setImmediate(turn);
      else process.exit();
    };
    turn();`;
  return spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'ignore', 'inherit'] });
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return;
  program.kill('SIGKILL');
  await once(program, 'exit');
}
