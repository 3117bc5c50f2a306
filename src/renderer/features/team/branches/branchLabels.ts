import type { Branch, BranchChange, BranchEstimate } from '../../../../contract/index.ts';
import { formatBytes } from '../../../client/formats/format.ts';
import { teamBranchesMessages } from '../../../messages/team/teamBranches.ts';

/** What a branch shares with, in a few words. */
export const teamLabels: Record<Branch['team'], string> = {
  none: teamBranchesMessages.branchLabels.none,
  schema: teamBranchesMessages.branchLabels.schema,
  neon: teamBranchesMessages.branchLabels.neon,
};

/** How far a branch and its library are apart. */
export function distanceLabel({ ahead, behind }: Pick<Branch, 'ahead' | 'behind'>): string {
  if (ahead === undefined || behind === undefined)
    return teamBranchesMessages.branchLabels.notCompared;
  if (ahead === 0 && behind === 0) return teamBranchesMessages.branchLabels.same;
  return [
    ...(ahead === 0 ? [] : [teamBranchesMessages.branchLabels.ahead(ahead)]),
    ...(behind === 0 ? [] : [teamBranchesMessages.branchLabels.behind(behind)]),
  ].join(', ');
}

/** How far a branch and its library are apart, before it is said what is kept. */
export function comparedLabel({ ahead, behind }: { ahead: number; behind: number }): string {
  const library = behind === 0 ? '' : teamBranchesMessages.branchLabels.libraryAhead(behind);
  return ahead === 0
    ? teamBranchesMessages.branchLabels.nothingAhead(library)
    : teamBranchesMessages.branchLabels.branchAhead(ahead, library);
}

/** What making a branch takes, before it is made. */
export function estimateLabel(estimate: BranchEstimate): string {
  const { databaseBytes, mediaFiles, mediaBytes, mediaShared, teamBytes, seconds } = estimate;
  const files = mediaFiles.toLocaleString('en');
  return [
    teamBranchesMessages.branchLabels.onDisk(formatBytes(databaseBytes)),
    ...(teamBytes === undefined
      ? []
      : [teamBranchesMessages.branchLabels.inTeamDatabase(formatBytes(teamBytes))]),
    teamBranchesMessages.branchLabels.seconds(seconds),
    mediaShared
      ? teamBranchesMessages.branchLabels.filesShared(files)
      : teamBranchesMessages.branchLabels.filesCopied(files, formatBytes(mediaBytes)),
  ].join('; ');
}

const kinds: Record<BranchChange['kind'], string> = {
  video: teamBranchesMessages.branchLabels.video,
  transcript: teamBranchesMessages.branchLabels.transcript,
  chunk: teamBranchesMessages.branchLabels.chunk,
  hook: teamBranchesMessages.branchLabels.hook,
  draft: teamBranchesMessages.branchLabels.draft,
  metric: teamBranchesMessages.branchLabels.metric,
  collection: teamBranchesMessages.branchLabels.collection,
  membership: teamBranchesMessages.branchLabels.membership,
  device: teamBranchesMessages.branchLabels.computer,
};

/** What a change is of. */
export function kindLabel({ kind, records }: Pick<BranchChange, 'kind' | 'records'>): string {
  return records > 1
    ? teamBranchesMessages.branchLabels.kindAndCount(kinds[kind], records)
    : kinds[kind];
}
