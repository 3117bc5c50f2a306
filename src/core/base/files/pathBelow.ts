import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../appError.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
const unsafeName = /[\\/\u0000-\u001f]|^\.{0,2}$/;
/** Windows reads a colon as a stream of another file. */
const unsafeOnWindows = /:/;

/**
 * Absolute path of a file or folder below `folder`, which may be a link itself. Every name is one
 * name, not a path, and nothing that is there on the way is a symbolic link, the last included: what
 * is opened, written or listed there lies in the folder, whatever a database or a stranger's folder
 * says. Errors: `library.unsafePath`.
 */
export function pathBelow(folder: string, ...names: readonly string[]): string {
  const path = entryBelow(folder, ...names);
  refuseLink(path);
  return path;
}

/**
 * The same for what is only removed, renamed or linked: the last may be a symbolic link, which
 * these take for itself and do not follow.
 */
export function entryBelow(folder: string, ...names: readonly string[]): string {
  let path = folder;
  for (const [index, name] of names.entries()) {
    if (unsafeName.test(name) || (process.platform === 'win32' && unsafeOnWindows.test(name))) {
      throw new AppError('library.unsafePath', `${JSON.stringify(name)} is not a file name.`);
    }
    if (index > 0) refuseLink(path);
    path = join(path, name);
  }
  return path;
}

function refuseLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    throw new AppError('library.unsafePath', `${path} is a symbolic link.`);
  }
}
