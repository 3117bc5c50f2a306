import { type ChildProcesses, WorkerClient } from '../../host/index.ts';
import type { MediaCalls } from './mediaCalls.ts';

export type MediaClient = WorkerClient<MediaCalls>;

/** FFmpeg in a child process of its own: a hostile file can end that process and no more. */
export function createMediaClient(children: ChildProcesses): MediaClient {
  return new WorkerClient<MediaCalls>(children, 'media');
}
