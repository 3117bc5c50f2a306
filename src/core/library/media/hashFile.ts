import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type ContentHash, contentHashSchema } from '../../../contract/index.ts';
import { AppError, hasSystemCode, toAppError } from '../../base/index.ts';

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
 * `input.empty`, `input.changed`, `job.cancelled`.
 */
export async function hashFile(path: string, options: HashOptions = {}): Promise<HashedFile> {
  try {
    const before = await stat(path);
    if (!before.isFile()) throw new AppError('input.notMedia', `${path} is not a file.`);
    if (before.size === 0) throw new AppError('input.empty', `${path} is empty.`);
    const hash = createHash('sha256');
    let readBytes = 0;
    await pipeline(
      createReadStream(path, { highWaterMark: 1024 * 1024 }),
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
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR')) {
      throw new AppError('input.notFound', `${path} not found.`, { cause: error });
    }
    throw toAppError(error);
  }
}
