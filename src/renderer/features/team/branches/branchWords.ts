import type { Branch, BranchChange, BranchEstimate } from '../../../../contract/index.ts';
import { formatBytes } from '../../../client/format.ts';
import { teamBranchesMessages } from '../../../messages/teamBranches.ts';

/** What a branch shares with, in a few words. */
export const teamWords: Record<Branch['team'], string> = {
  none: teamBranchesMessages.branchWords.none,
  schema: teamBranchesMessages.branchWords.schema,
  neon: teamBranchesMessages.branchWords.neon,
};

/** How far a branch and its library are apart. */
export function distanceWords({ ahead, behind }: Pick<Branch, 'ahead' | 'behind'>): string {
  if (ahead === undefined || behind === undefined)
    return teamBranchesMessages.branchWords.notCompared;
  if (ahead === 0 && behind === 0) return teamBranchesMessages.branchWords.same;
  return [
    ...(ahead === 0 ? [] : [teamBranchesMessages.branchWords.ahead(ahead)]),
    ...(behind === 0 ? [] : [teamBranchesMessages.branchWords.behind(behind)]),
  ].join(', ');
}

/** How far a branch and its library are apart, before it is said what is kept. */
export function comparedWords({ ahead, behind }: { ahead: number; behind: number }): string {
  const library = behind === 0 ? '' : teamBranchesMessages.branchWords.libraryAhead(behind);
  return ahead === 0
    ? teamBranchesMessages.branchWords.nothingAhead(library)
    : teamBranchesMessages.branchWords.branchAhead(ahead, library);
}

/** What making a branch takes, before it is made. */
export function estimateWords(estimate: BranchEstimate): string {
  const { databaseBytes, mediaFiles, mediaBytes, mediaShared, teamBytes, seconds } = estimate;
  const files = mediaFiles.toLocaleString('en');
  return [
    teamBranchesMessages.branchWords.onDisk(formatBytes(databaseBytes)),
    ...(teamBytes === undefined
      ? []
      : [teamBranchesMessages.branchWords.inTeamDatabase(formatBytes(teamBytes))]),
    teamBranchesMessages.branchWords.seconds(seconds),
    mediaShared
      ? teamBranchesMessages.branchWords.filesShared(files)
      : teamBranchesMessages.branchWords.filesCopied(files, formatBytes(mediaBytes)),
  ].join('; ');
}

const kinds: Record<BranchChange['kind'], string> = {
  video: teamBranchesMessages.branchWords.video,
  transcript: teamBranchesMessages.branchWords.transcript,
  chunk: teamBranchesMessages.branchWords.chunk,
  hook: teamBranchesMessages.branchWords.hook,
  draft: teamBranchesMessages.branchWords.draft,
  metric: teamBranchesMessages.branchWords.metric,
  collection: teamBranchesMessages.branchWords.collection,
  membership: teamBranchesMessages.branchWords.membership,
  device: teamBranchesMessages.branchWords.computer,
};

/** What a change is of. */
export function kindWords({ kind, records }: Pick<BranchChange, 'kind' | 'records'>): string {
  return records > 1
    ? teamBranchesMessages.branchWords.kindAndCount(kinds[kind], records)
    : kinds[kind];
}
