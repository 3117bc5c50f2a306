import { AppError, readInputFile, toAppError } from '../../core/base/index.ts';
import { teamMessages } from '../messages/team.ts';

const maxBytes = 100_000;

/** The text of a file of certificates. Errors: `input.notFound`, `usage.invalid` when it is none. */
export async function readPemFile(path: string): Promise<string> {
  try {
    return (await readInputFile(path, { maxBytes })).bytes.toString('utf8');
  } catch (error) {
    const known = toAppError(error);
    if (known.code !== 'input.tooLarge') throw known;
    throw new AppError('usage.invalid', teamMessages.readPemFile.tooLarge(path), { cause: error });
  }
}
