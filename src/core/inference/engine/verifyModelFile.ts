import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AppError, hasSystemCode } from '../../base/index.ts';
import type { ModelFile } from './engineCalls.ts';

const headerBytes = 24;
/** Far above any model; the largest have some thousand tensors. */
const maxEntries = 1_000_000n;

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
  const header = Buffer.alloc(headerBytes);
  try {
    const file = await open(path);
    await file.read(header, 0, headerBytes, 0).finally(() => file.close());
    await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash, { signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR')) {
      throw new AppError('model.missing', `The model file ${path} is missing.`, { cause: error });
    }
    throw new AppError('model.damaged', `The model file ${path} cannot be read.`, {
      cause: error,
    });
  }
  if (hash.digest('hex') !== version) {
    throw new AppError('model.damaged', `The model file ${path} does not match its hash.`);
  }
  if (!isGguf(header)) {
    throw new AppError('model.damaged', `The model file ${path} is not a GGUF file.`);
  }
}

/**
 * The fixed beginning of a GGUF file, little-endian: magic, version (32 bits), number of tensors
 * and of metadata entries (64 bits each); https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
 * The binding's reader believes the numbers and would read nonsense for ever.
 */
function isGguf(header: Buffer): boolean {
  return (
    header.toString('latin1', 0, 4) === 'GGUF' &&
    [2, 3].includes(header.readUInt32LE(4)) &&
    header.readBigUInt64LE(8) <= maxEntries &&
    header.readBigUInt64LE(16) <= maxEntries
  );
}
