import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type ContentHash, contentHashSchema } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';

export interface WriteVerifiedOptions {
  /** Where to write; replaced when it exists. */
  path: string;
  /** What the bytes must hash to; undefined takes what comes. */
  sha256: string | undefined;
  /** Named in the error when the hash differs. */
  what: string;
  signal?: AbortSignal | undefined;
  onBytes?: (bytes: number) => void;
}

/**
 * Writes a stream to a file, hashing as it goes, and flushes it to the disk. The caller renames.
 * Errors: `model.damaged` when the hash differs.
 */
export async function writeVerified(
  chunks: AsyncIterable<Uint8Array>,
  options: WriteVerifiedOptions,
): Promise<ContentHash> {
  const hash = createHash('sha256');
  const handle = await open(options.path, 'w');
  try {
    for await (const chunk of chunks) {
      options.signal?.throwIfAborted();
      hash.update(chunk);
      await handle.writeFile(chunk);
      options.onBytes?.(chunk.length);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  const sha256 = contentHashSchema.parse(hash.digest('hex'));
  if (options.sha256 !== undefined && sha256 !== options.sha256) {
    throw new AppError(
      'model.damaged',
      `${options.what} has the SHA-256 ${sha256} instead of ${options.sha256}.`,
    );
  }
  return sha256;
}
