import { statfs } from 'node:fs/promises';
import type { BranchEstimate } from '../../../contract/index.ts';
import { librarySizesTask } from '../../library/index.ts';
import { type BranchTools, copierOf, refuseOnBranch, type TeamChoice } from './branchTools.ts';
import { hasHardLinks } from './copy/shareFile.ts';

/** Measured on two cores and an SSD, rounded down: see docs/decisions/0007. */
const databaseBytesASecond = 40_000_000;
const linksASecond = 10_000;
const copiedBytesASecond = 200_000_000;
const teamBytesASecond = 10_000_000;

/** What a branch would take, of room and roughly of time, before it is made. */
export async function estimateBranch(
  tools: BranchTools,
  { team, projectId }: TeamChoice,
): Promise<BranchEstimate> {
  refuseOnBranch(tools);
  const { library } = tools;
  const sizes = await library.readers.run(librarySizesTask, undefined);
  const { databaseBytes, mediaFiles, mediaBytes } = sizes;
  const size = team === 'none' ? undefined : await copierOf(tools, team, projectId).estimate();
  const mediaShared = await hasHardLinks(library.directory);
  const { bavail, bsize } = await statfs(library.directory);
  const mediaSeconds = mediaShared ? mediaFiles / linksASecond : mediaBytes / copiedBytesASecond;
  const seconds =
    databaseBytes / databaseBytesASecond + mediaSeconds + (size?.bytes ?? 0) / teamBytesASecond;
  return {
    ...{ databaseBytes, mediaFiles, mediaBytes, mediaShared, seconds: Math.ceil(seconds) },
    ...(size !== undefined && { teamBytes: size.bytes, teamRows: size.rows }),
    freeBytes: bavail * bsize,
  };
}
