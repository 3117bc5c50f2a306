import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { chunkKindSchema } from '../../../contract/index.ts';
import { pathBelow } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { codeBytesOf, HammingScan } from './scan/hammingScan.ts';

/**
 * An index is two files, which never change once they have their names.
 *
 * `NAME.index`, read whole: 4 KiB of JSON padded with spaces ({@link headerSchema}); the mean of the
 * vectors (f32); of each row its chunk id (u32), its video (u32, a place in the list of videos), its
 * kind (u8, a place in the list of kinds); the list of videos as JSON; and of each row the signs of
 * its vector minus the mean, one bit each, in whole blocks of 16 bytes.
 * `NAME.vectors`: of each row its vector as half-precision floats (IEEE 754 binary16).
 *
 * Rows are in the order of their chunk ids; all is little-endian.
 */
export const headerBytes = 4_096;

export const headerSchema = z.object({
  format: z.literal('trendroom-vectors-1'),
  spaceId: z.int().positive(),
  dimensions: z.int().min(1).max(8_192),
  rows: z.int().nonnegative().max(0xffff_ffff),
  kinds: z.array(chunkKindSchema),
  /** Length of the list of videos. */
  videoBytes: z.int().nonnegative(),
  /** How many rows are compared in full, so that {@link measured} is what it is. */
  candidates: z.int().positive(),
  /** Share of the ten nearest rows that were found, of a sample of the rows themselves. */
  measured: z.number().min(0).max(1),
  /** CRC-32 of all that follows the header. */
  checksum: z.int().nonnegative(),
});
export type IndexHeader = z.infer<typeof headerSchema>;

/** All of an index but its vectors, which are read from their file. */
export interface IndexContent extends IndexHeader {
  mean: Float32Array;
  chunkIds: Uint32Array;
  videoOf: Uint32Array;
  kindOf: Uint8Array;
  videos: readonly string[];
  codes: HammingScan;
}

export const indexPath = (library: Library, name: string): string =>
  pathBelow(library.directory, 'vectors', `${name}.index`);
export const vectorsPath = (library: Library, name: string): string =>
  pathBelow(library.directory, 'vectors', `${name}.vectors`);

export function headerText(header: IndexHeader): Buffer {
  return Buffer.from(JSON.stringify(header).padEnd(headerBytes));
}

/** Reads an index. Undefined when it is not there, is of something else, or is damaged. */
export function readIndex(
  library: Library,
  { name, spaceId }: { name: string; spaceId: number },
): IndexContent | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(indexPath(library, name));
  } catch {
    return undefined;
  }
  const header = parseHeader(bytes.subarray(0, headerBytes).toString('utf8'));
  if (header?.spaceId !== spaceId || bytes.length !== lengthOf(header)) return undefined;
  if (crc32(bytes.subarray(headerBytes)) !== header.checksum) return undefined;
  if (!hasVectors(library, name, header)) return undefined;
  const { dimensions, rows } = header;
  let at = headerBytes;
  // Copies, because the bytes of a section may begin where numbers may not.
  const take = (length: number): ArrayBuffer => {
    const part = new Uint8Array(bytes.subarray(at, at + length));
    at += length;
    return part.buffer;
  };
  const mean = new Float32Array(take(4 * dimensions));
  const chunkIds = new Uint32Array(take(4 * rows));
  const videoOf = new Uint32Array(take(4 * rows));
  const kindOf = new Uint8Array(take(rows));
  const videos = z
    .array(z.string())
    .parse(JSON.parse(Buffer.from(take(header.videoBytes)).toString('utf8')));
  const codes = new HammingScan({ rows, dimensions });
  codes.codes.set(bytes.subarray(at));
  return { ...header, mean, chunkIds, videoOf, kindOf, videos, codes };
}

function parseHeader(text: string): IndexHeader | undefined {
  try {
    return headerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function lengthOf({ dimensions, rows, videoBytes }: IndexHeader): number {
  return headerBytes + 4 * dimensions + 9 * rows + videoBytes + rows * codeBytesOf(dimensions);
}

/** Whether the last byte of the vectors is there, and none after it. */
function hasVectors(library: Library, name: string, { rows, dimensions }: IndexHeader): boolean {
  if (rows === 0) return true;
  try {
    const file = openSync(vectorsPath(library, name), 'r');
    try {
      return readSync(file, Buffer.alloc(2), 0, 2, 2 * rows * dimensions - 1) === 1;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
