export { type ForeignResult, takeResults } from './batches/answers/takeResults.ts';
export { type Batches, createBatches } from './batches/createBatches.ts';
export { Lanes, type LocalAnswerer } from './batches/lanes/lanes.ts';
export { createMediaFiles, type MediaFiles } from './batches/outgoing/mediaFiles.ts';
export {
  rerankRequest,
  transcriptionRequest,
  visionRequest,
} from './batches/outgoing/mediaRequests.ts';
export { readRequestFile } from './batches/requestFile/readRequestFile.ts';
export type { RowEnd, WaitingRow } from './batches/rows/batchRepository.ts';
export { RowPace } from './batches/rows/rowPace.ts';
export { BatchRun } from './batches/running/batchRun.ts';
export { RunLoop } from './batches/running/runLoop.ts';
export { getBatch, listBatches, type StoredBatch } from './batches/storedBatches.ts';
export type { Workers, WorkersRunOptions } from './batches/workers.ts';
export { createCheckEndpointsKind } from './endpoints/checkEndpointsKind.ts';
export { createEndpoints, type Endpoints, endpointKeyName } from './endpoints/createEndpoints.ts';
export { listEndpoints } from './endpoints/endpointRepository.ts';
export type { RemoteServers } from './endpoints/types.ts';
export { isLoopback } from './isLoopback.ts';
export { readCaPem } from './readCaPem.ts';
export { type Comparisons, createComparisons } from './swaps/createComparisons.ts';
export { createRequestSets, type RequestSets } from './swaps/createRequestSets.ts';
export { createSwitches, type Switches } from './swaps/createSwitches.ts';
export { createWork, type Work } from './work/createWork.ts';
export { createRefuseEmbedder } from './work/embed/refuseEmbedder.ts';
export { createTeamEmbedder } from './work/embed/teamEmbedder.ts';
export { createResultHandler } from './work/resultHandler.ts';
export { transcribeRemotely } from './work/transcribe/transcribeRemotely.ts';
export { createWorkKinds } from './work/workKinds.ts';
