import { statSync } from 'node:fs';
import { sep } from 'node:path';

/** What a helper process may open beside the program itself; files or folders, absolute. */
export interface Access {
  reads: readonly string[];
  /** These may be read, too. */
  writes: readonly string[];
}

/** All files: for a worker outside of a library. Sockets are refused all the same. */
export const allFiles: Access = { reads: ['/'], writes: ['/'] };

/** True when a process with the access `given` can do what `wanted` needs. */
export function covers(given: Access, wanted: Access): boolean {
  const isBelow = (path: string, folders: readonly string[]): boolean =>
    folders.some((folder) => path === folder || path.startsWith(withSeparator(folder)));
  return (
    wanted.reads.every((path) => isBelow(path, [...given.reads, ...given.writes])) &&
    wanted.writes.every((path) => isBelow(path, given.writes))
  );
}

/**
 * Which files the paths name now. The kernel's rules hold for files, not for their names: a file that
 * was replaced since, or a folder that was made anew, is another one.
 */
export function identityOf({ reads, writes }: Access): string {
  return [...reads, ...writes].map(fileIdentity).join();
}

function fileIdentity(path: string): string {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? '' : `${found.dev}:${found.ino}`;
  } catch {
    // The process will meet the same error, and say which.
    return '';
  }
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
