import { AppError, toAppError } from '../../base/index.ts';
import { type Library, type LibraryOptions, openLibrary } from '../../db/index.ts';
import { type LibraryPlace, openedPlace, setOpenBranch } from './copy/branchFolder.ts';

/**
 * Opens the branch that this device works on, or the library. A branch that cannot be opened is an
 * error, never the library in its place: what a person does then would go where they do not
 * expect it. They leave the branch ({@link leaveBranch}) or try again.
 * Errors: `branch.notOpened`, those of opening a library when no branch is open.
 */
export function openPlace(
  origin: string,
  options: Omit<LibraryOptions, 'directory'>,
): { place: LibraryPlace; library: Library } {
  const place = openedPlace(origin);
  try {
    return { place, library: openLibrary({ directory: place.directory, ...options }) };
  } catch (error) {
    if (place.branch === undefined) throw error;
    const { message } = toAppError(error);
    throw new AppError(
      'branch.notOpened',
      `The branch ${place.branch.name} could not be opened: ${message}`,
      { cause: error },
    );
  }
}

/** The next opening opens the library itself. Works when the branch does not open. */
export function leaveBranch(origin: string): void {
  setOpenBranch(origin, undefined);
}
