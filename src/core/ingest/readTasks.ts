import type { VideoId } from '../../contract/index.ts';
import type { ReadTask } from '../db/index.ts';
import { type DueQuery, dueVideos } from './links/observing/dueVideos.ts';

export const dueVideosTask: ReadTask<DueQuery, VideoId[]> = {
  name: 'ingest.dueVideos',
  priority: 'interactive',
  run: dueVideos,
};

/** All of this room, for the reader thread. */
export const ingestReadTasks = [dueVideosTask] as const;
