export { type Batches, createBatches } from './batches/createBatches.ts';
export type { LocalAnswerer } from './batches/lanes/lanes.ts';
export { type ComparisonInput, compareServers } from './comparing/compareServers.ts';
export { createEndpoints, type Endpoints } from './endpoints/createEndpoints.ts';
export { createSchedules, type Schedules } from './schedules/createSchedules.ts';
export { createScheduleTasks } from './schedules/scheduleTasks.ts';
export { createSharing, type Sharing } from './sharing/createSharing.ts';
