import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { AppError, hasSystemCode } from '../../base/index.ts';
import type { ModelFile } from './engineCalls.ts';

/**
 * Reads the whole file once: llama.cpp maps it into memory and trusts it, so a damaged file would
 * crash the process or, worse, write nonsense. It also brings the file into the page cache, which
 * loading needs anyway. Errors: `model.missing`, `model.damaged`.
 */
export async function verifyModelFile(
  { path, version }: ModelFile,
  signal: AbortSignal,
): Promise<void> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR')) {
      throw new AppError('model.missing', `The model file ${path} is gone.`, { cause: error });
    }
    throw new AppError('model.damaged', `The model file ${path} cannot be read.`, {
      cause: error,
    });
  }
  if (hash.digest('hex') !== version) {
    throw new AppError('model.damaged', `The model file ${path} does not match its hash.`);
  }
}
