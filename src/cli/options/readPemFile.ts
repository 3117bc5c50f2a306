import { readFile, stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../core/base/index.ts';
import { teamMessages } from '../messages/team.ts';

const maxBytes = 100_000;

/** The text of a file of certificates. Errors: `input.notFound`, `usage.invalid` when it is none. */
export async function readPemFile(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      throw new AppError('usage.invalid', teamMessages.readPemFile.tooLarge(path));
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    throw toAppError(error);
  }
}
