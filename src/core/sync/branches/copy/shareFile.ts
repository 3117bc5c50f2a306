import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasSystemCode, pathBelow, privateFolder } from '../../../base/index.ts';

const noLinks = ['EPERM', 'ENOTSUP', 'EMLINK', 'EXDEV', 'ENOSYS'];

/**
 * Gives a stored file a second name in another media store: a hard link, so that it takes no space
 * and each name can be removed without the other. Stored files are never written to in place,
 * which is what makes that safe. On a disk without hard links it is copied, whole or not at all.
 * A file that is there already stays; a source that is missing is passed over.
 */
export async function shareFile(
  source: string,
  mediaFolder: string,
  target: string,
): Promise<void> {
  await mkdir(dirname(target), privateFolder);
  try {
    await link(source, target);
    return;
  } catch (error) {
    if (hasSystemCode(error, 'EEXIST', 'ENOENT')) return;
    if (!hasSystemCode(error, ...noLinks)) throw error;
  }
  const unfinished = pathBelow(mediaFolder, 'tmp', randomUUID());
  try {
    await mkdir(dirname(unfinished), privateFolder);
    await copyFile(source, unfinished, constants.COPYFILE_FICLONE);
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Whether the disk of a folder has hard links. */
export async function hasHardLinks(folder: string): Promise<boolean> {
  const [one, other] = [
    pathBelow(folder, `.link-${randomUUID()}`),
    pathBelow(folder, `.link-${randomUUID()}`),
  ];
  try {
    await writeFile(one, '');
    await link(one, other);
    return true;
  } catch {
    return false;
  } finally {
    await rm(one, { force: true });
    await rm(other, { force: true });
  }
}
