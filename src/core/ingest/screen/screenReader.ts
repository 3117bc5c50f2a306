import { availableParallelism } from 'node:os';
import { allFiles, type ChildProcesses, WorkerClient } from '../../host/index.ts';
import type { ScreenPage, VisionCalls } from './visionCalls.ts';

/** Reads text on pictures. Errors: `worker.crashed`, `worker.failed`, `job.cancelled`. */
export interface ScreenReader {
  readFrame(path: string, signal: AbortSignal): Promise<ScreenPage>;
  /** Frees the models' memory; the next call loads them again. */
  release(): void;
}

/**
 * PP-OCR in a child process of its own, which reads the scratch folder and no other: one process
 * reads the frames of many videos. Without that folder it opens all files.
 */
export function createScreenReader(children: ChildProcesses, scratch?: string): ScreenReader {
  const client = new WorkerClient<VisionCalls>(children, 'vision', {
    accessOf: () => (scratch === undefined ? allFiles : { reads: [scratch], writes: [] }),
  });
  return {
    readFrame: (path, signal) =>
      client.call('readFrame', { path, threads: availableParallelism() }, { signal }),
    release: () => client.stop(),
  };
}
