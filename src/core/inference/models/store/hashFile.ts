import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type ContentHash, contentHashSchema } from '../../../../contract/index.ts';

/** SHA-256 of a file, read as a stream. `onBytes` hears the size of each piece. */
export async function hashFile(
  path: string,
  options: { signal?: AbortSignal | undefined; onBytes?: (bytes: number) => void } = {},
): Promise<ContentHash> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    options.signal?.throwIfAborted();
    hash.update(chunk);
    options.onBytes?.(chunk.length);
  }
  return contentHashSchema.parse(hash.digest('hex'));
}
