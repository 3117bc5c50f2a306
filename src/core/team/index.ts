export { type Branches, createBranches } from './branches/createBranches.ts';
export { createFleet, type FleetOfTeam } from './fleet/createFleet.ts';
export { createSharing, type Sharing } from './sharing/createSharing.ts';
