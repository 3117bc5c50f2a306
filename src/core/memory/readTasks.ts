import type {
  ChannelMeasures,
  CodeRecords,
  PatternRecords,
  ShareOfVoice,
  VideoMeasures,
} from '../../contract/index.ts';
import type { ReadTask } from '../db/index.ts';
import { listOutliers, type OutlierList, type OutlierQuery } from './measures/listOutliers.ts';
import {
  listVelocities,
  type VelocityList,
  type VelocityQuery,
} from './measures/listVelocities.ts';
import { measureChannel } from './measures/measureChannel.ts';
import { measureVideo } from './measures/measureVideo.ts';
import { shareOfVoice, type VoiceQuery } from './measures/shareOfVoice.ts';
import { type MeasureRow, measureGroups } from './measures/stored/measureGroups.ts';
import { patternRecords } from './patterns/patternRecords.ts';
import { type CodeQuery, codeRecords } from './records/codeRecords.ts';
import type { ScoreQuery } from './records/scoresOf.ts';

export const listOutliersTask: ReadTask<OutlierQuery, OutlierList> = {
  name: 'memory.listOutliers',
  priority: 'interactive',
  run: listOutliers,
};

export const listVelocitiesTask: ReadTask<VelocityQuery, VelocityList> = {
  name: 'memory.listVelocities',
  priority: 'interactive',
  run: listVelocities,
};

export const measureVideoTask: ReadTask<Parameters<typeof measureVideo>[1], VideoMeasures> = {
  name: 'memory.measureVideo',
  priority: 'interactive',
  run: measureVideo,
};

export const shareOfVoiceTask: ReadTask<VoiceQuery, ShareOfVoice> = {
  name: 'memory.shareOfVoice',
  priority: 'interactive',
  run: shareOfVoice,
};

export const measureGroupsTask: ReadTask<Parameters<typeof measureGroups>[1], MeasureRow[]> = {
  name: 'memory.measureGroups',
  priority: 'background',
  run: measureGroups,
};

export const patternRecordsTask: ReadTask<ScoreQuery, PatternRecords> = {
  name: 'memory.patternRecords',
  priority: 'interactive',
  run: patternRecords,
};

export const codeRecordsTask: ReadTask<CodeQuery, CodeRecords> = {
  name: 'memory.codeRecords',
  priority: 'interactive',
  run: codeRecords,
};

export const measureChannelTask: ReadTask<Parameters<typeof measureChannel>[1], ChannelMeasures> = {
  name: 'memory.measureChannel',
  priority: 'interactive',
  run: measureChannel,
};

/** All of this room, for the reader thread. */
export const memoryReadTasks = [
  listOutliersTask,
  listVelocitiesTask,
  measureVideoTask,
  shareOfVoiceTask,
  measureGroupsTask,
  patternRecordsTask,
  codeRecordsTask,
  measureChannelTask,
] as const;
