import { rm, writeFile } from 'node:fs/promises';
import { AppError, hasSystemCode, toAppError } from '../../core/base/index.ts';
import { commonMessages } from '../messages/common.ts';

/** Writes a file that is not there yet, whole or not at all. Errors: `usage.invalid`, the disk's. */
export async function writeNewFile(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'wx' });
  } catch (error) {
    if (hasSystemCode(error, 'EEXIST')) {
      throw new AppError('usage.invalid', commonMessages.fileExists(path));
    }
    await rm(path, { force: true });
    throw toAppError(error);
  }
}
