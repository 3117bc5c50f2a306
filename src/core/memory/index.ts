export { createMeasuring, type Measuring } from './measures/stored/createMeasuring.ts';
export {
  listOutliersTask,
  measureChannelTask,
  measureVideoTask,
  patternRecordsTask,
  shareOfVoiceTask,
} from './readTasks.ts';
