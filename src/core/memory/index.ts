export { createMeasuring, type Measuring } from './measures/stored/createMeasuring.ts';
export { listOutliersTask, measureVideoTask, shareOfVoiceTask } from './readTasks.ts';
