import { availableParallelism } from 'node:os';
import { type ChildProcesses, WorkerClient } from '../../host/index.ts';
import type { ScreenLine, VisionCalls } from './visionCalls.ts';

/** Reads text on pictures. Errors: `worker.crashed`, `worker.failed`, `job.cancelled`. */
export interface ScreenReader {
  readFrame(path: string, signal: AbortSignal): Promise<ScreenLine[]>;
  /** Frees the models' memory; the next call loads them again. */
  release(): void;
}

/** PP-OCR in a child process of its own. */
export function createScreenReader(children: ChildProcesses): ScreenReader {
  const client = new WorkerClient<VisionCalls>(children, 'vision');
  return {
    readFrame: (path, signal) =>
      client.call('readFrame', { path, threads: availableParallelism() }, { signal }),
    release: () => client.stop(),
  };
}
