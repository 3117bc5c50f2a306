export { listOutliersTask, measureVideoTask, shareOfVoiceTask } from './readTasks.ts';
