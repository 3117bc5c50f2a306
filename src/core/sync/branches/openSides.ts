import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../base/index.ts';
import { type Library, openLibrary } from '../../db/index.ts';
import { openBase } from './copy/baseRecords.ts';
import { branchFolder, type StoredBranch } from './copy/branchFolder.ts';

/** A library and one of its branches, with what both were. */
export interface OpenSides {
  origin: Library;
  branch: Library;
  base: ReturnType<typeof openBase>;
  close(): void;
}

export interface SidesOptions {
  /** Folder of the library itself. */
  origin: string;
  /** One of the two sides; it stays open. */
  library: Library;
  /** Opens the other; left out: to read and to write. */
  open?: (directory: string) => Library;
}

/**
 * Opens both sides of a branch, whichever of them `library` is. Errors: `branch.unfinished` for one
 * that was not made to its end.
 */
export function openSides(
  { origin, library, ...options }: SidesOptions,
  { id, name, state }: StoredBranch,
): OpenSides {
  const directory = branchFolder(origin, id);
  if (state !== 'ready' || !existsSync(join(directory, 'base.sqlite'))) {
    throw new AppError('branch.unfinished', `The branch ${name} is incomplete.`);
  }
  const opened: { close(): void }[] = [];
  const open = (folder: string): Library => {
    if (library.directory === folder) return library;
    const other =
      options.open?.(folder) ?? openLibrary({ directory: folder, clock: library.clock });
    opened.push(other);
    return other;
  };
  try {
    const sides = { origin: open(origin), branch: open(directory), base: openBase(directory) };
    opened.push(sides.base);
    return { ...sides, close: () => closeAll(opened) };
  } catch (error) {
    closeAll(opened);
    throw error;
  }
}

function closeAll(opened: readonly { close(): void }[]): void {
  for (const each of opened) each.close();
}
