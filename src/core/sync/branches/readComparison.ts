import type { BranchComparison } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { LibraryPlace, StoredBranch } from './copy/branchFolder.ts';
import { openSides } from './openSides.ts';
import { compareBranchTask } from './readTasks.ts';

/** What a branch has changed, read on a reader. Errors: `branch.unfinished`, `job.cancelled`. */
export function readComparison(
  { library, place: { origin } }: { library: Library; place: LibraryPlace },
  branch: StoredBranch,
  { limit, signal }: { limit: number; signal?: AbortSignal | undefined },
): Promise<BranchComparison> {
  // Brings both to this version's schema, which a reader cannot.
  openSides({ origin, library }, branch).close();
  return library.readers.run(compareBranchTask, { origin, branch, limit }, { signal });
}
