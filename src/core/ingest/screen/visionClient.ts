import { allFiles, type ChildProcesses, WorkerClient } from '../../host/index.ts';
import type { VisionCalls } from './visionCalls.ts';

export type VisionClient = WorkerClient<VisionCalls>;

/**
 * What reads text on pictures and names what is on them, in a child process of its own. It reads the
 * scratch folder and the model that it was given, and no other file: one process reads the pictures
 * of many videos. Without that folder it opens all files.
 */
export function createVisionClient(children: ChildProcesses, scratch?: string): VisionClient {
  // A model that was used stays: the process would otherwise be replaced with each turn.
  const models = new Set<string>();
  return new WorkerClient<VisionCalls>(children, 'vision', {
    accessOf: (input) => {
      if (scratch === undefined) return allFiles;
      if ('modelPath' in input) models.add(input.modelPath);
      return { reads: [scratch, ...models], writes: [] };
    },
  });
}
