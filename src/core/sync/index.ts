export type { LibraryPlace } from './branches/copy/branchFolder.ts';
export { type Branches, createBranches } from './branches/createBranches.ts';
export { leaveBranch, openPlace } from './branches/openPlace.ts';
export { conflictedFields } from './conflicts/sharedConflicts.ts';
export { createSharing, type Sharing } from './createSharing.ts';
export { nameDesk } from './records/deskNames.ts';
export { remoteVideos } from './records/remoteVideos.ts';
export { getSharingState } from './records/sharingState.ts';
export {
  createSyncKind,
  enqueueSync,
  type SyncPayload,
} from './transfer/syncKind.ts';
export { createFleet, type FleetOfTeam } from './workers/createFleet.ts';
