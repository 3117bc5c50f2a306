export { type Batches, createBatches } from './batches/createBatches.ts';
export type { LocalAnswerer } from './batches/lanes/lanes.ts';
export { createMediaFiles, type MediaFiles } from './batches/outgoing/mediaFiles.ts';
export {
  rerankRequest,
  transcriptionRequest,
  visionRequest,
} from './batches/outgoing/mediaRequests.ts';
export { type Branches, createBranches } from './branches/createBranches.ts';
export { type Comparisons, createComparisons } from './comparing/createComparisons.ts';
export { createRequestSets, type RequestSets } from './comparing/createRequestSets.ts';
export { createSwitches, type Switches } from './comparing/createSwitches.ts';
export { createEndpoints, type Endpoints } from './endpoints/createEndpoints.ts';
export type { RemoteServers } from './endpoints/types.ts';
export { createFleet, type FleetOfTeam } from './fleet/createFleet.ts';
export { createSharing, type Sharing } from './sharing/createSharing.ts';
export { createAnswerTaker } from './work/answerTaker.ts';
export { createWork, type Work } from './work/createWork.ts';
export { createRefuseEmbedder } from './work/embed/refuseEmbedder.ts';
export { createTeamEmbedder } from './work/embed/teamEmbedder.ts';
export { transcribeThere } from './work/transcribe/transcribeThere.ts';
export { createWorkKinds } from './work/workKinds.ts';
