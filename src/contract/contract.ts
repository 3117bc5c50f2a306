import { askContract } from './ask.ts';
import { batchesContract } from './batches.ts';
import { branchesContract } from './branches.ts';
import { collectionsContract } from './collections.ts';
import { comparisonsContract, requestSetsContract } from './comparisons.ts';
import { codesContract, notesContract, productsContract, reviewsContract } from './desk/index.ts';
import { draftsContract } from './drafts.ts';
import { duplicatesContract } from './duplicates.ts';
import { endpointsContract } from './endpoints.ts';
import { engineContract } from './engine.ts';
import { eventsContract, experimentsContract, retentionContract } from './growth/index.ts';
import { publishingContract, pushContract } from './hub/index.ts';
import { importsContract } from './imports.ts';
import { jobsContract } from './jobs.ts';
import { libraryContract } from './library.ts';
import { linksContract } from './links.ts';
import { memoryContract } from './memory.ts';
import { modelsContract } from './models.ts';
import { pathsContract } from './paths.ts';
import { reportsContract } from './reports.ts';
import { savedSearchesContract } from './savedSearches.ts';
import { schedulesContract } from './schedules.ts';
import { searchContract } from './search.ts';
import { seeingContract } from './seeing.ts';
import { settingsContract } from './settings.ts';
import { sharingContract } from './sharing.ts';
import { transcriptEditsContract } from './transcriptEdits.ts';
import { transcriptsContract } from './transcripts.ts';
import { trendsContract } from './trends.ts';
import { videosContract } from './videos.ts';
import { workContract } from './work.ts';
import { workersContract } from './workers.ts';

/** Every procedure of Trendroom. One router answers it over every transport. */
export const contract = {
  videos: videosContract,
  imports: importsContract,
  transcripts: transcriptsContract,
  transcriptEdits: transcriptEditsContract,
  notes: notesContract,
  products: productsContract,
  reviews: reviewsContract,
  codes: codesContract,
  collections: collectionsContract,
  search: searchContract,
  searches: savedSearchesContract,
  duplicates: duplicatesContract,
  seeing: seeingContract,
  memory: memoryContract,
  trends: trendsContract,
  reports: reportsContract,
  publishing: publishingContract,
  push: pushContract,
  ask: askContract,
  drafts: draftsContract,
  events: eventsContract,
  experiments: experimentsContract,
  retention: retentionContract,
  engine: engineContract,
  models: modelsContract,
  jobs: jobsContract,
  library: libraryContract,
  links: linksContract,
  paths: pathsContract,
  settings: settingsContract,
  endpoints: endpointsContract,
  batches: batchesContract,
  requestSets: requestSetsContract,
  comparisons: comparisonsContract,
  schedules: schedulesContract,
  sharing: sharingContract,
  work: workContract,
  branches: branchesContract,
  workers: workersContract,
};

export * from './ask.ts';
export * from './batchBodies.ts';
export * from './batches.ts';
export * from './batchKinds.ts';
export * from './batchRequests.ts';
export * from './branches.ts';
export * from './captionStyle.ts';
export * from './collections.ts';
export * from './common.ts';
export * from './comparisons.ts';
export * from './desk/index.ts';
export * from './drafts.ts';
export * from './duplicates.ts';
export * from './endpoints.ts';
export * from './engine.ts';
export * from './growth/index.ts';
export * from './hub/index.ts';
export * from './imports.ts';
export * from './jobs.ts';
export * from './library.ts';
export * from './links.ts';
export * from './memory.ts';
export * from './modelHub.ts';
export * from './modelSummary.ts';
export * from './models.ts';
export * from './paths.ts';
export * from './reports.ts';
export * from './savedSearches.ts';
export * from './schedules.ts';
export * from './search.ts';
export * from './seeing.ts';
export * from './settings.ts';
export * from './sharing.ts';
export * from './transcriptEdits.ts';
export * from './transcripts.ts';
export * from './trends.ts';
export * from './videos.ts';
export * from './work.ts';
export * from './workers.ts';
