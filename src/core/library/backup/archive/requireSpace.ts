import { AppError } from '../../../base/index.ts';

/** Before a backup is unpacked or decrypted. Errors: `disk.full`, with how much is needed. */
export function requireSpace(neededBytes: number, free: number): void {
  if (neededBytes <= free) return;
  const [needed, available] = [Math.ceil(neededBytes / 1e6), Math.floor(free / 1e6)];
  throw new AppError(
    'disk.full',
    `The backup needs ${needed} MB, but the library’s disk has ${available} MB free.`,
  );
}
