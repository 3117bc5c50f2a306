import { open } from 'node:fs/promises';
import type { GgufHeader } from './ggufHeader.ts';
import { MetadataReader } from './metadataReader.ts';

const firstBytes = 1 << 20;
/** Vocabularies of the largest models take some 20 MB. */
const maxBytes = 256 << 20;

/**
 * The header of a GGUF file. No number of the file is believed: a count that the file cannot hold
 * is an error, and nothing is reserved for it. Format:
 * https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Throws RangeError with the reason,
 * and the system's errors.
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
  await using file = await open(path);
  const { size } = await file.stat();
  // How long the header is only it tells: more of the file is read until it is whole.
  for (let length = firstBytes; ; length *= 4) {
    const bytes = Buffer.alloc(Math.min(length, size, maxBytes));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    const found = new MetadataReader(bytes.subarray(0, bytesRead), size).read();
    if (found !== undefined) return found;
    if (bytesRead < length) throw new RangeError('it ends within its header');
  }
}
