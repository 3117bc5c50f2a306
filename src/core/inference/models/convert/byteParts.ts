import { open } from 'node:fs/promises';
import type { AsyncResource } from '../../../base/index.ts';
import { AppError } from '../../../base/index.ts';

/** How much of a large tensor is in memory at a time. A multiple of every number's size. */
const chunkBytes = 1 << 20;

/** Random access to bytes that lie in one file or in several that follow each other. */
export interface ByteParts extends AsyncResource {
  readonly sizeBytes: number;
  /** Exactly `length` bytes. Errors: `model.damaged` past the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** The same bytes in chunks of at most a MiB, so that memory stays flat. */
  chunks(offset: number, length: number): AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

/** Opens the files in order. The caller disposes. */
export async function openByteParts(paths: readonly string[]): Promise<ByteParts> {
  const parts: { handle: Awaited<ReturnType<typeof open>>; start: number; size: number }[] = [];
  const dispose = async (): Promise<void> => {
    for (const part of parts.splice(0)) await part.handle.close();
  };
  let sizeBytes = 0;
  try {
    for (const path of paths) {
      const handle = await open(path);
      const { size } = await handle.stat();
      parts.push({ handle, start: sizeBytes, size });
      sizeBytes += size;
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  const read = async (offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
    if (offset < 0 || length < 0 || offset + length > sizeBytes) {
      throw new AppError(
        'model.damaged',
        `The model's weights end at byte ${sizeBytes}, but byte ${offset + length} is needed.`,
      );
    }
    const bytes = new Uint8Array(length);
    let done = 0;
    for (const part of parts) {
      while (done < length) {
        const position = offset + done - part.start;
        if (position < 0 || position >= part.size) break;
        const wanted = Math.min(length - done, part.size - position);
        const { bytesRead } = await part.handle.read(bytes, done, wanted, position);
        if (bytesRead === 0) {
          throw new AppError('model.damaged', 'A part of the model shrank while it was read.');
        }
        done += bytesRead;
      }
    }
    return bytes;
  };
  return {
    sizeBytes,
    read,
    async *chunks(offset, length) {
      for (let done = 0; done < length; done += chunkBytes) {
        yield await read(offset + done, Math.min(chunkBytes, length - done));
      }
    },
    dispose,
  };
}
