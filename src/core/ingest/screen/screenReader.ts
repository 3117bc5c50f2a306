import { availableParallelism } from 'node:os';
import type { ScreenPage } from './visionCalls.ts';
import type { VisionClient } from './visionClient.ts';

/** Reads text on pictures. Errors: `worker.crashed`, `worker.failed`, `job.cancelled`. */
export interface ScreenReader {
  readFrame(path: string, signal: AbortSignal): Promise<ScreenPage>;
}

/** PP-OCR in the vision process. */
export function createScreenReader(client: VisionClient): ScreenReader {
  return {
    readFrame: (path, signal) =>
      client.call('readFrame', { path, threads: availableParallelism() }, { signal }),
  };
}
