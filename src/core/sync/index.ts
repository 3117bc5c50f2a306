export { openBase } from './branches/copy/baseRecords.ts';
export {
  branchFolder,
  type LibraryPlace,
  openedPlace,
  removeBranchFolder,
  type StoredBranch,
  setOpenBranch,
  storedBranches,
  type TeamCopy,
  writeBranch,
} from './branches/copy/branchFolder.ts';
export { compareBranch } from './branches/copy/compareBranch.ts';
export { createLibraryWorker, type LibraryWorker } from './branches/copy/copyDatabase.ts';
export { branchBytes, copyLibrary } from './branches/copy/copyLibrary.ts';
export { attachBranch, keepChange } from './branches/copy/keepChange.ts';
export { hasHardLinks } from './branches/copy/shareFile.ts';
export { type Branches, createBranches } from './branches/createBranches.ts';
export { settleConflict } from './conflicts/settleConflict.ts';
export {
  conflictedFields,
  type SharedConflict,
  sharedConflicts,
} from './conflicts/sharedConflicts.ts';
export { createSharing, type Sharing } from './createSharing.ts';
export { applyPulled } from './records/applyPulled.ts';
export { captureChanges } from './records/captureChanges.ts';
export { deskNames, nameDesk } from './records/deskNames.ts';
export { type DirtyRecord, dirtyRecords, markPushed } from './records/dirtyRecords.ts';
export { mergeRecord } from './records/mergeRecord.ts';
export { fieldsOf, type RecordState, type SharedRecord } from './records/recordState.ts';
export { elsewhereVideos } from './records/remoteVideos.ts';
export { rewindForNews } from './records/rewindForNews.ts';
export { type SharedVectors, sharedVectors } from './records/sharedVectors.ts';
export {
  countShared,
  findSharedWords,
  type SharingCounts,
  sharedTitles,
} from './records/sharedViews.ts';
export {
  deskIdOf,
  getSharingState,
  type SharingState,
  setSharingState,
  startRecording,
} from './records/sharingState.ts';
export { createFleet, type FleetOfTeam } from './workers/createFleet.ts';
