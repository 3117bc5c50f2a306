export { type Batches, createBatches } from './batches/createBatches.ts';
export type { LocalAnswerer } from './batches/lanes/lanes.ts';
export { createMediaFiles, type MediaFiles } from './batches/outgoing/mediaFiles.ts';
/** @public */
export {
  rerankRequest,
  transcriptionRequest,
  visionRequest,
} from './batches/outgoing/mediaRequests.ts';
export { type Branches, createBranches } from './branches/createBranches.ts';
export { type ComparisonInput, compareServers } from './comparing/compareServers.ts';
export { createEndpoints, type Endpoints } from './endpoints/createEndpoints.ts';
export { createSchedules, type Schedules } from './schedules/createSchedules.ts';
export { createScheduleTasks } from './schedules/scheduleTasks.ts';
export { createSharing, type Sharing } from './sharing/createSharing.ts';
export { createAnswerTaker } from './work/answerTaker.ts';
export { createWork, type Work } from './work/createWork.ts';
export { createTeamEmbedder } from './work/embed/teamEmbedder.ts';
export { createWorkKinds } from './work/workKinds.ts';
