import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError, toAppError } from '../appError.ts';

/** A file that is open for reading, and what it was when it was opened. */
export interface InputFile extends AsyncDisposable {
  handle: FileHandle;
  found: Stats;
}

/** Windows has neither flag, and no such files. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Opens a file that a person or another file names. A pipe nobody writes to would have the open
 * wait for ever, and a device has no end: neither is waited for, and regular files alone are taken.
 * Errors: `input.notFile`, `input.linkLoop`, `input.notFound`, `input.noPermission`.
 */
export async function openInputFile(path: string): Promise<InputFile> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, flags);
    const found = await handle.stat();
    if (!found.isFile()) throw new AppError('input.notFile', `${path} is not a regular file.`);
    const opened = handle;
    return { handle, found, [Symbol.asyncDispose]: () => opened.close() };
  } catch (error) {
    await handle?.close();
    throw toAppError(error);
  }
}

/**
 * The bytes of such a file. Errors: those of {@link openInputFile}, `input.tooLarge` when there are
 * more than `maxBytes`, also where the file says that it is smaller.
 */
export async function readInputFile(
  path: string,
  { maxBytes }: { maxBytes: number },
): Promise<{ bytes: Buffer; writtenAtMs: number }> {
  await using file = await openInputFile(path);
  const tooLarge = (): AppError =>
    new AppError('input.tooLarge', `${path} is too large: at most ${maxBytes} bytes are read.`);
  if (file.found.size > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let readBytes = 0;
  const stream = file.handle.createReadStream({ end: maxBytes, autoClose: false });
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      readBytes += chunk.length;
    }
  } catch (error) {
    throw toAppError(error);
  }
  if (readBytes > maxBytes) throw tooLarge();
  return { bytes: Buffer.concat(chunks), writtenAtMs: file.found.mtimeMs };
}
