import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Options of a folder that other users of the machine cannot look into. On Windows they change nothing. */
export const privateFolder = { recursive: true, mode: 0o700 } as const;

/** The mode of a file that other users cannot read. */
export const privateFileMode = 0o600;

/**
 * From here on, whatever this process and those that it starts make is private, also what libraries
 * and programs write that ask for no mode. For entries of programs.
 */
export function keepFilesPrivate(): void {
  if (process.platform !== 'win32') process.umask(0o077);
}

/**
 * Takes from others what they could do with a folder and with those of its entries that are ours;
 * what lies deeper cannot be reached then. A folder in which everybody writes stays as it is, and
 * so does what belongs to somebody else.
 */
export function makePrivate(folder: string, isOurs: (name: string) => boolean): void {
  if (process.platform === 'win32') return;
  const stickyBit = 0o1000;
  if ((statSync(folder).mode & stickyBit) === 0) tighten(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!isOurs(entry.name)) continue;
    if (entry.isDirectory()) tighten(join(folder, entry.name), 0o700);
    else if (entry.isFile()) tighten(join(folder, entry.name), privateFileMode);
  }
}

function tighten(path: string, mode: number): void {
  try {
    if ((statSync(path).mode & 0o777) !== mode) chmodSync(path, mode);
  } catch {
    // Another process removed it, or it is somebody else's.
  }
}
