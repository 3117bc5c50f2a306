import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/** The file that is run as yt-dlp, as it is on the disk. */
export interface ToolFile {
  /** Absolute, links resolved. */
  path: string;
  sha256: string;
  /** `rwxr-xr-x`; absent on Windows, whose rights are others. */
  rights?: string;
  /** Who owns it, when that is neither this user nor root: they may change it. */
  foreignOwner?: number;
}

/** A program of 40 MB is the largest; it is read whole. */
export async function toolFileOf(path: string): Promise<ToolFile> {
  const file = await realpath(path);
  const { mode, uid } = await stat(file);
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (process.platform === 'win32') return { path: file, sha256 };
  const isForeign = uid !== 0 && uid !== userInfo().uid;
  return { path: file, sha256, rights: rightsOf(mode), ...(isForeign && { foreignOwner: uid }) };
}

/**
 * What every user of this machine may change of a program: the file, or a folder that it or a link to
 * it lies in, where it could be exchanged. Undefined when nothing is; Windows is not looked at.
 */
export async function openToEveryone(path: string): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  const file = await realpath(path);
  for (const each of new Set([file, dirname(file), dirname(path)])) {
    const found = await stat(each);
    // In a folder like /tmp nobody can exchange what belongs to others.
    const isSticky = found.isDirectory() && (found.mode & 0o1000) !== 0;
    if ((found.mode & 0o002) !== 0 && !isSticky) return each;
  }
  return undefined;
}

/** The last nine bits as `ls` shows them. */
function rightsOf(mode: number): string {
  return [...'rwxrwxrwx'].map((right, at) => ((mode >> (8 - at)) & 1 ? right : '-')).join('');
}
