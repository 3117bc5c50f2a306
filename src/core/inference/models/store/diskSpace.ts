import { statfs } from 'node:fs/promises';
import { AppError } from '../../../base/index.ts';

/** Bytes that this user can still write into the folder. */
export async function freeBytesOf(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}

/** Errors: `disk.full`, saying how much is needed and how much is there. */
export function requireSpace(dir: string, neededBytes: number, freeBytes: number): void {
  if (neededBytes <= freeBytes) return;
  throw new AppError(
    'disk.full',
    `The folder ${dir} needs ${megabytes(Math.ceil(neededBytes / 1e6))} free, but has ${megabytes(Math.floor(freeBytes / 1e6))}.`,
  );
}

function megabytes(count: number): string {
  return `${count.toLocaleString('en')} MB`;
}
