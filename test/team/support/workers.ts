import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { terminalCommand } from '../../../scripts/programs.mjs';
import {
  type BatchId,
  type WorkProgress,
  workProgressSchema,
} from '../../../src/contract/index.ts';
import type { Device } from './device.ts';

export interface WorkerProcess {
  child: ChildProcess;
  /** What it said last. */
  progress: WorkProgress | undefined;
  /** What it wrote that is no progress, such as an error. */
  said: string[];
  /** Ends it as Ctrl-C does; gives its exit code. */
  interrupt(): Promise<unknown>;
  kill(): Promise<unknown>;
}

/** The program that runs a device's batch, as a process of its own that can be killed. */
export function startDeviceProcess(
  { library, folder }: Pick<Device, 'library' | 'folder'>,
  id: BatchId,
): ChildProcess {
  const args = ['--library', library.directory, '--json', 'batches', 'watch', id];
  const env = { ...process.env, XDG_DATA_HOME: folder };
  return spawn(process.execPath, [...terminalCommand, ...args], { stdio: 'ignore', env });
}

/**
 * `trendroom worker` as a process of its own, in the library of a device that has approved servers.
 */
export function startWorker(
  device: Pick<Device, 'library' | 'folder'>,
  address: string,
  ...options: string[]
): WorkerProcess {
  const { PGPASSWORD: _, ...env } = process.env;
  const args = ['--library', device.library.directory, '--json', 'worker', '--team', address];
  const child = spawn(process.execPath, [...terminalCommand, ...args, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env, XDG_DATA_HOME: device.folder },
  });
  const ended = once(child, 'exit');
  const worker: WorkerProcess = {
    ...{ child, progress: undefined, said: [] },
    interrupt: async () => {
      child.kill('SIGINT');
      return (await ended)[0];
    },
    kill: async () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const read = workProgressSchema.safeParse(JSON.parse(line));
    if (read.success) worker.progress = read.data;
    else worker.said.push(line);
  });
  return worker;
}
