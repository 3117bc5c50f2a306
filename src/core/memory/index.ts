export { createMeasuring, type Measuring } from './measures/stored/createMeasuring.ts';
export {
  listOutliersTask,
  measureVideoTask,
  patternRecordsTask,
  shareOfVoiceTask,
} from './readTasks.ts';
