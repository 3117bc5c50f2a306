import type { Branch, BranchChange, BranchEstimate } from '../../../../contract/index.ts';
import { formatBytes } from '../../../client/format.ts';

/** What a branch shares with, in a few words. */
export const teamWords: Record<Branch['team'], string> = {
  none: 'This library alone',
  schema: 'With the team’s tables in a schema of their own',
  neon: 'With a branch of the database at Neon',
};

/** How far a branch and its library are apart. */
export function distanceWords({ ahead, behind }: Pick<Branch, 'ahead' | 'behind'>): string {
  if (ahead === undefined || behind === undefined) return 'Not compared';
  if (ahead === 0 && behind === 0) return 'The same as the library';
  return [
    ...(ahead === 0 ? [] : [`${ahead.toLocaleString('en')} of its own`]),
    ...(behind === 0 ? [] : [`${behind.toLocaleString('en')} behind the library`]),
  ].join(', ');
}

/** How far a branch and its library are apart, before it is said what is kept. */
export function comparedWords({ ahead, behind }: { ahead: number; behind: number }): string {
  const changes = (count: number): string =>
    count === 1 ? '1 change' : `${count.toLocaleString('en')} changes`;
  const library = behind === 0 ? '' : ` The library has ${changes(behind)} that it does not have.`;
  return ahead === 0
    ? `The branch has changed nothing that the library does not have.${library}`
    : `The branch has ${changes(ahead)} that the library does not have.${library} Keeping writes into the library alone.`;
}

/** What making a branch takes, before it is made. */
export function estimateWords(estimate: BranchEstimate): string {
  const { databaseBytes, mediaFiles, mediaBytes, mediaShared, teamBytes, seconds } = estimate;
  const files = mediaFiles.toLocaleString('en');
  return [
    `${formatBytes(databaseBytes)} on this disk`,
    ...(teamBytes === undefined ? [] : [`${formatBytes(teamBytes)} in the team’s database`]),
    `about ${seconds} s`,
    mediaShared
      ? `${files} stored files are shared, not copied`
      : `${files} stored files are copied (${formatBytes(mediaBytes)}), because this disk has no hard links`,
  ].join('; ');
}

const kinds: Record<BranchChange['kind'], string> = {
  video: 'Video',
  transcript: 'Transcript',
  chunk: 'Pieces of a video',
  hook: 'Hook',
  draft: 'Draft',
  metric: 'Metrics',
  collection: 'Collection',
  membership: 'Video in a collection',
  desk: 'Desk',
};

/** What a change is of. */
export function kindWords({ kind, records }: Pick<BranchChange, 'kind' | 'records'>): string {
  return records > 1 ? `${kinds[kind]} (${records.toLocaleString('en')})` : kinds[kind];
}
