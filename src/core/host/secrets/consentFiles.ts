import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasSystemCode, newId } from '../../base/index.ts';

/**
 * Consents of a machine without a keychain, a file each in a folder of this user: they are no
 * secrets, but no library may bring its own along. Each is written whole or not at all.
 */
export function consentFiles(folder: string) {
  const fileOf = (name: string): string =>
    join(folder, `${createHash('sha256').update(name).digest('hex')}.json`);
  return {
    get: async (name: string): Promise<string | undefined> => {
      try {
        return await readFile(fileOf(name), 'utf8');
      } catch (error) {
        if (hasSystemCode(error, 'ENOENT')) return undefined;
        throw error;
      }
    },
    set: async (name: string, value: string): Promise<void> => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = join(folder, `${newId()}.unfinished`);
      await writeFile(unfinished, value, { mode: 0o600, flush: true });
      await rename(unfinished, fileOf(name));
    },
    delete: (name: string): Promise<void> => rm(fileOf(name), { force: true }),
  };
}
