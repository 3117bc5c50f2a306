import { availableParallelism } from 'node:os';
import type { LookFrame, LookFrames } from '../media/mediaCalls.ts';
import type { SeenObject } from '../screen/visionCalls.ts';
import type { VisionClient } from '../screen/visionClient.ts';

/** Names what is on pictures. Errors: `worker.crashed`, `worker.failed`, `job.cancelled`. */
export interface ObjectFinder {
  find(look: FrameOfLook, modelPath: string, signal: AbortSignal): Promise<SeenObject[]>;
}

export type FrameOfLook = Pick<LookFrames, 'path' | 'width' | 'height'> & Pick<LookFrame, 'offset'>;

/** NanoDet in the vision process. */
export function createObjectFinder(client: VisionClient): ObjectFinder {
  return {
    find: ({ path, width, height, offset }, modelPath, signal) => {
      const threads = availableParallelism();
      const input = { path, width, height, offset, modelPath, threads };
      return client.call('findObjects', input, { signal });
    },
  };
}
