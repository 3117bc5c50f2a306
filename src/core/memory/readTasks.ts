import type { VideoId, VideoMeasures } from '../../contract/index.ts';
import type { ReadTask } from '../db/index.ts';
import { listOutliers, type OutlierList, type OutlierQuery } from './measures/listOutliers.ts';
import { measureVideo } from './measures/measureVideo.ts';

export const listOutliersTask: ReadTask<OutlierQuery, OutlierList> = {
  name: 'memory.listOutliers',
  priority: 'interactive',
  run: listOutliers,
};

export const measureVideoTask: ReadTask<{ videoId: VideoId; asOfMs: number }, VideoMeasures> = {
  name: 'memory.measureVideo',
  priority: 'interactive',
  run: measureVideo,
};

/** All of this room, for the reader thread. */
export const memoryReadTasks = [listOutliersTask, measureVideoTask] as const;
