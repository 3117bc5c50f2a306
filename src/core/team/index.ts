export { type Batches, createBatches } from './batches/createBatches.ts';
export type { LocalAnswerer } from './batches/lanes/lanes.ts';
export { createEndpoints, type Endpoints } from './endpoints/createEndpoints.ts';
export { createSchedules, type Schedules } from './schedules/createSchedules.ts';
export { createScheduleTasks } from './schedules/scheduleTasks.ts';
export { createSharing, type Sharing } from './sharing/createSharing.ts';
