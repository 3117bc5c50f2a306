import { type FileHandle, open } from 'node:fs/promises';
import type { GgufHeader } from './ggufHeader.ts';
import { MetadataReader } from './metadataReader.ts';

const firstBytes = 1 << 20;
/** Vocabularies of the largest models take some 20 MB. */
const maxBytes = 256 << 20;

/** Where the beginning of a GGUF file comes from. */
export interface GgufSource {
  /** Of the whole file. */
  sizeBytes: number;
  /** Its first `length` bytes, which the file has; fewer are the end of what there is. */
  first(length: number): Promise<Buffer>;
  /** A header that is longer is not read; left out, 256 MB. */
  maxHeaderBytes?: number;
}

/**
 * The header of a GGUF file. No number of the file is believed: a count that the file cannot hold
 * is an error, and nothing is reserved for it. Format:
 * https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Throws RangeError with the reason,
 * and the system's errors.
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
  await using file = await open(path);
  // Awaited: the file is closed at the end of the block.
  return await readGgufSource(await sourceOf(file));
}

/** A file of this machine. */
export async function sourceOf(file: FileHandle): Promise<GgufSource> {
  return {
    sizeBytes: (await file.stat()).size,
    first: async (length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
      return buffer.subarray(0, bytesRead);
    },
  };
}

/** The same of a file that lies elsewhere. Throws RangeError, and what `first` throws. */
export async function readGgufSource(source: GgufSource): Promise<GgufHeader> {
  const max = Math.min(source.sizeBytes, source.maxHeaderBytes ?? maxBytes);
  // How long the header is only it tells: more of the file is read until it is whole.
  for (let length = firstBytes; ; length *= 2) {
    const bytes = await source.first(Math.min(length, max));
    const found = new MetadataReader(bytes, source.sizeBytes).read();
    if (found !== undefined) return found;
    if (bytes.length < length) {
      const isCut = bytes.length < source.sizeBytes && bytes.length >= max;
      throw new RangeError(
        isCut ? `its header has more than ${max >> 20} MB` : 'it ends within its header',
      );
    }
  }
}
