export { beginsWith } from './beginsWith.ts';
export { copyDatabase } from './connection/copyDatabase.ts';
export { openPlainDatabase } from './connection/plainDatabase.ts';
export { databaseName } from './databaseFile.ts';
export { describeLoss } from './lastState.ts';
export type { Library, ReadControl, Readers, ReadTask } from './library.ts';
export { otherWriters } from './locks/otherWriters.ts';
export { acquireRunnerLock, type RunnerLock } from './locks/runnerLock.ts';
export { makeDurable } from './makeDurable.ts';
export { notOwnWords } from './notOwnWords.ts';
export { type LibraryDatabase, openDatabase, openReadOnly } from './openDatabase.ts';
export { type LibraryOptions, openLibrary } from './openLibrary.ts';
export { openReadOnlyLibrary } from './openReadOnlyLibrary.ts';
export {
  answers,
  batches,
  batchRows,
  briefs,
  channels,
  chunks,
  citations,
  collections,
  comments,
  comparedPairs,
  comparisons,
  draftBeats,
  drafts,
  draftVersions,
  duplicateGroups,
  duplicateState,
  duplicateVideos,
  earlierTranscripts,
  embeddingSpaces,
  embeddings,
  endpoints,
  heardTranscripts,
  hookRecords,
  hooks,
  importedLines,
  importRejects,
  imports,
  jobStages,
  jobs,
  jobWarnings,
  keyframes,
  type MediaRole,
  mediaFiles,
  metricSnapshots,
  models,
  onScreenTexts,
  pictureDescriptions,
  products,
  reports,
  requestSets,
  type SharedKind,
  savedSearches,
  schedules,
  seenThings,
  serverSwitches,
  setRequests,
  settings,
  sharedRecords,
  sharingOutbox,
  sharingState,
  shots,
  soundRegions,
  topicState,
  topics,
  topicVideos,
  transcriptEdits,
  transcriptSegments,
  transcriptWords,
  vectorChanges,
  vectorIndexes,
  videoDocuments,
  videoLooks,
  videoMedia,
  videoPrints,
  videoProducts,
  videos,
  workItems,
  works,
} from './schema/index.ts';
export { isStoredId } from './schema/parsedColumns.ts';
export { tableOf, vectorTableSql } from './schema/videos/vectorTable.ts';
export { finishRestore, readyFolder } from './swapLibrary.ts';
export { freeBytes, removeCopyBeforeUpdate } from './update/copyBeforeUpdate.ts';
