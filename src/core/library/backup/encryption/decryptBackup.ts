import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Decrypter } from 'age-encryption';
import {
  AppError,
  type InputFile,
  openInputFile,
  pathBelow,
  privateFileMode,
  toAppError,
} from '../../../base/index.ts';
import { freeBytes } from '../../../db/index.ts';
import { requireSpace } from '../archive/requireSpace.ts';
import { passphraseIdentity } from './passphraseRecipient.ts';
import { readableOf, webStreamOf } from './webStreams.ts';

/** First line of a file in the age format (C2SP age.md). */
const firstLine = 'age-encryption.org/v1\n';

export interface DecryptOptions {
  passphrase: string | undefined;
  /** An empty folder of the user's alone; the caller removes it. */
  folder: string;
  signal?: AbortSignal | undefined;
}

/**
 * Decrypts an encrypted backup into a file of the folder and returns its path; undefined for a
 * backup that is not encrypted. Its parts of 64 KiB are authenticated: what was altered or cut fails.
 * Errors: `backup.passphraseRequired`, `backup.passphraseWrong`, `backup.invalid`, `disk.full`,
 * those of `openInputFile`.
 */
export async function decryptBackup(
  path: string,
  { passphrase, folder, signal }: DecryptOptions,
): Promise<string | undefined> {
  await using file = await openInputFile(path);
  if (!(await isEncrypted(file))) return undefined;
  if (passphrase === undefined) {
    throw new AppError('backup.passphraseRequired', `${path} is encrypted with a passphrase.`);
  }
  requireSpace(file.found.size, freeBytes(folder));
  const target = pathBelow(folder, 'decrypted.tar');
  const plain = await decrypted(file, passphrase);
  try {
    await pipeline(
      readableOf(plain),
      createWriteStream(target, { flags: 'wx', mode: privateFileMode }),
      signal === undefined ? {} : { signal },
    );
  } catch (error) {
    const known = toAppError(error);
    if (known.code !== 'internal.unexpected') throw known;
    throw new AppError('backup.invalid', `${path} was altered or cut.`, { cause: error });
  }
  return target;
}

async function isEncrypted({ handle }: InputFile): Promise<boolean> {
  const start = Buffer.alloc(firstLine.length);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  return start.toString('latin1', 0, bytesRead) === firstLine;
}

async function decrypted(
  { handle }: InputFile,
  passphrase: string,
): Promise<ReadableStream<Uint8Array>> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(passphraseIdentity(passphrase));
  try {
    const bytes = handle.createReadStream({ start: 0, autoClose: false });
    return await decrypter.decrypt(webStreamOf(bytes));
  } catch (error) {
    const message = 'The passphrase does not open this backup, or its header is damaged.';
    throw new AppError('backup.passphraseWrong', message, { cause: error });
  }
}
