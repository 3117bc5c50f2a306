import type { BranchComparison } from '../../../contract/index.ts';
import { openReadOnlyLibrary, type ReadTask } from '../../db/index.ts';
import type { StoredBranch } from './copy/branchFolder.ts';
import { compareBranch } from './copy/compareBranch.ts';
import { type CopyTarget, copyDatabase } from './copy/copyDatabase.ts';
import { openSides } from './openSides.ts';

export interface ComparedSides {
  /** Folder of the library itself. */
  origin: string;
  branch: StoredBranch;
  /** Changes that are listed. */
  limit: number;
}

/** Both sides are of this version's schema. */
export const compareBranchTask: ReadTask<ComparedSides, BranchComparison> = {
  name: 'branches.compare',
  priority: 'background',
  run: async (library, { origin, branch, limit }, { signal }) => {
    const sides = openSides({ origin, library, open: openReadOnlyLibrary }, branch);
    try {
      return await compareBranch(sides, { limit, signal });
    } finally {
      sides.close();
    }
  },
};

/** Writes a new database; the library's own is only read. */
export const copyDatabaseTask: ReadTask<CopyTarget, void> = {
  name: 'branches.copyDatabase',
  priority: 'background',
  run: (library, target, { signal }) => copyDatabase(library, target, signal),
};

/** All of this room, for the reader thread. */
export const branchReadTasks = [compareBranchTask, copyDatabaseTask] as const;
