import type { BranchId } from '../../../contract/index.ts';
import { toAppError } from '../../base/index.ts';
import { type BranchTools, findBranch } from './branchTools.ts';
import { attachBranch, keepChange } from './copy/keepChange.ts';
import { openSides } from './openSides.ts';
import { readComparison } from './readComparison.ts';

export interface KeepChoice {
  /** Of the comparison; left out: all of them. */
  keys?: readonly string[] | undefined;
  /** Also what the library has changed since: the branch's wins. */
  overwrite: boolean;
  signal?: AbortSignal | undefined;
}

export interface KeepResult {
  kept: number;
  /** Left as the library has them, because both have changed them. */
  conflicts: number;
  failed: { key: string; message: string }[];
}

/**
 * Merges changes of a branch into the library, each in a transaction of its own: broken off and
 * begun again, it goes on with those that are left. From there they are shared as any edit.
 */
export async function keepBranch(
  tools: BranchTools,
  id: BranchId,
  { keys, overwrite, signal }: KeepChoice,
): Promise<KeepResult> {
  tools.holdLibrary();
  const branch = findBranch(tools, id);
  const sides = openSides({ origin: tools.place.origin, library: tools.library }, branch);
  const detach = attachBranch(sides.origin, sides.branch);
  const result: KeepResult = { kept: 0, conflicts: 0, failed: [] };
  try {
    const all = { limit: Number.MAX_SAFE_INTEGER, signal };
    const { changes } = await readComparison(tools, branch, all);
    const wanted = keys === undefined ? undefined : new Set(keys);
    for (const change of changes.filter(({ key }) => wanted?.has(key) ?? true)) {
      signal?.throwIfAborted();
      if (change.conflict && !overwrite) {
        result.conflicts += 1;
        continue;
      }
      try {
        await keepChange(sides.origin, sides.branch, change);
        result.kept += 1;
      } catch (error) {
        result.failed.push({ key: change.key, message: toAppError(error).message });
      }
    }
    return result;
  } finally {
    detach();
    sides.close();
  }
}
