import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasSystemCode } from '../../base/index.ts';

const fileName = 'library-id';
const form = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What the keychain knows a library by: random, in a file of its folder that no backup carries, so
 * that a restored or exchanged database does not say whose keys it may use. Made when there is none;
 * of processes that make one at the same time the first counts.
 */
export function libraryId(directory: string): string {
  const file = join(directory, fileName);
  const found = read(file);
  if (found !== undefined) return found;
  mkdirSync(directory, { recursive: true });
  const own = join(directory, `${fileName}.${randomUUID()}`);
  writeFileSync(own, `${randomUUID()}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(own, file);
  } catch (error) {
    // One that is damaged is replaced, and a disk without hard links takes the last.
    if (!hasSystemCode(error, 'EEXIST') || read(file) === undefined) renameSync(own, file);
  } finally {
    rmSync(own, { force: true });
  }
  const made = read(file);
  if (made === undefined) throw new Error(`${file} cannot be read.`);
  return made;
}

function read(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return form.test(text) ? text : undefined;
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
