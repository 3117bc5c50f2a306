import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

const isWindows = process.platform === 'win32';
/** Windows forces only what is open for writing to the disk; elsewhere a file may be read-only. */
const flags = isWindows ? 'r+' : 'r';

/** Waits until the disk has the file's bytes. What a loss of power must not take needs its name kept, too. */
export async function synchronise(path: string): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The same while everything waits. */
export function synchroniseNow(path: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Waits until the disk has the file's name: one that was just made, renamed or removed can be as it
 * was before after a loss of power. Windows offers nothing of the kind; NTFS keeps names in order.
 */
export async function synchroniseName(path: string): Promise<void> {
  if (!isWindows) await synchronise(dirname(path));
}

/** The same while everything waits. */
export function synchroniseNameNow(path: string): void {
  if (!isWindows) synchroniseNow(dirname(path));
}
