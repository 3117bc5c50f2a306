export { listOutliersTask, measureVideoTask } from './readTasks.ts';
