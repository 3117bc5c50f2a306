import { allFiles, type ChildProcesses, WorkerClient } from '../../host/index.ts';
import type { MediaCalls } from './mediaCalls.ts';

export type MediaClient = WorkerClient<MediaCalls>;

/**
 * FFmpeg in a child process of its own: a hostile file can end that process and no more. The process
 * reads one file and writes into the library's scratch folder; each file gets a new one, at the cost
 * of half a second. Without a scratch folder it opens all files.
 */
export function createMediaClient(children: ChildProcesses, scratch?: string): MediaClient {
  return new WorkerClient<MediaCalls>(children, 'media', {
    accessOf: (input) => {
      if (scratch === undefined) return allFiles;
      const isWritten = 'folder' in input || 'pcmPath' in input || 'output' in input;
      return { reads: [input.path], writes: isWritten ? [scratch] : [] };
    },
  });
}
