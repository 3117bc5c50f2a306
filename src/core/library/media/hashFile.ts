import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type ContentHash, contentHashSchema } from '../../../contract/index.ts';
import { AppError, openInputFile, toAppError } from '../../base/index.ts';

export interface HashOptions {
  signal?: AbortSignal;
  /** 0 to 1. */
  onProgress?: (fraction: number) => void;
}

export interface HashedFile {
  contentHash: ContentHash;
  sizeBytes: number;
}

/**
 * SHA-256 of a file, streamed. A file that is written to meanwhile has no one hash: its size and
 * time before and after must agree. Errors: `input.notFound`, `input.noPermission`,
 * `input.notFile`, `input.linkLoop`, `input.empty`, `input.changed`, `job.cancelled`.
 */
export async function hashFile(path: string, options: HashOptions = {}): Promise<HashedFile> {
  try {
    await using file = await openInputFile(path);
    const before = file.found;
    if (before.size === 0) throw new AppError('input.empty', `${path} is empty.`);
    const hash = createHash('sha256');
    let readBytes = 0;
    await pipeline(
      file.handle.createReadStream({ highWaterMark: 1024 * 1024, autoClose: false }),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) {
          hash.update(chunk);
          readBytes += chunk.length;
          options.onProgress?.(Math.min(1, readBytes / before.size));
        }
      },
      options.signal === undefined ? {} : { signal: options.signal },
    );
    const after = await stat(path);
    if (
      readBytes !== before.size ||
      after.size !== before.size ||
      after.mtimeMs !== before.mtimeMs
    ) {
      throw new AppError('input.changed', `${path} changed while it was being read.`);
    }
    return { contentHash: contentHashSchema.parse(hash.digest('hex')), sizeBytes: readBytes };
  } catch (error) {
    const known = toAppError(error);
    if (known.code !== 'input.notFound') throw known;
    throw new AppError('input.notFound', `${path} not found.`, { cause: error });
  }
}
