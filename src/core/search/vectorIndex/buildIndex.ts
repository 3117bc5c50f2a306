import { mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { chunkKindSchema } from '../../../contract/index.ts';
import { pathBelow, privateFileMode, synchroniseName } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { writeCode } from './codeOf.ts';
import { toHalf } from './halfFloats.ts';
import { headerText, indexPath, vectorsPath } from './indexFile.ts';
import { type BuiltIndex, lastChange } from './indexRepository.ts';
import { measureRecall } from './measureRecall.ts';
import { readVectorPage, type VectorRow } from './readVectors.ts';
import { codeBytesOf, HammingScan } from './scan/hammingScan.ts';
import { readHalves } from './vectorsFile.ts';

export interface BuildInput {
  spaceId: number;
  dimensions: number;
  /** Of the files, which do not exist yet. */
  name: string;
}

/** Rows that are read, or compared, before others get their turn. */
const pageRows = 1_000;

/**
 * Makes the index of a space from its vec0 table (indexFile.ts has the format): about twenty
 * seconds for a million vectors of 384 numbers. What is stored meanwhile may be in it or not; it
 * is among the changes after `changeSeq` in any case. Errors: `job.cancelled`, those of the disk.
 */
export async function buildIndex(
  library: Library,
  input: BuildInput,
  signal?: AbortSignal,
): Promise<BuiltIndex> {
  mkdirSync(pathBelow(library.directory, 'vectors'), { recursive: true, mode: 0o700 });
  const changeSeq = lastChange(library, input.spaceId);
  const columns = await writeVectors(library, input, signal);
  const rows = columns.chunkIds.length;
  const codes = await makeCodes(library, input, { ...columns, rows }, signal);
  const measuring = { ...columns, codes, path: vectorsPath(library, input.name) };
  const { candidates, measured } = await measureRecall(measuring, signal);
  const videos = Buffer.from(JSON.stringify(columns.videos));
  const sections = [
    new Uint8Array(columns.mean.buffer),
    new Uint8Array(Uint32Array.from(columns.chunkIds).buffer),
    new Uint8Array(Uint32Array.from(columns.videoOf).buffer),
    Uint8Array.from(columns.kindOf),
    videos,
    codes.codes,
  ];
  const header = headerText({
    format: 'trendroom-vectors-1',
    ...{ spaceId: input.spaceId, dimensions: input.dimensions, rows },
    kinds: [...chunkKindSchema.options],
    videoBytes: videos.length,
    ...{ candidates, measured },
    checksum: sections.reduce((sum, section) => crc32(section, sum), 0),
  });
  const path = indexPath(library, input.name);
  await using file = await open(path, 'wx', privateFileMode);
  for (const section of [header, ...sections]) await writeAll(file, section);
  await file.sync();
  await synchroniseName(path);
  return { rows, changeSeq, candidates, measured };
}

interface Columns {
  mean: Float32Array;
  chunkIds: number[];
  videoOf: number[];
  kindOf: number[];
  videos: string[];
}

/** Writes the vectors as halves and gives the other columns of their rows. */
async function writeVectors(
  library: Library,
  { spaceId, dimensions, name }: BuildInput,
  signal: AbortSignal | undefined,
): Promise<Columns> {
  const sums = new Float64Array(dimensions);
  const places = new Map<string, number>();
  const columns: Omit<Columns, 'mean' | 'videos'> = { chunkIds: [], videoOf: [], kindOf: [] };
  await using file = await open(vectorsPath(library, name), 'wx', privateFileMode);
  for (let afterId = 0; ; ) {
    await nextTurn(undefined, { signal });
    const page = readVectorPage(library, { spaceId, afterId, limit: pageRows });
    const last = page.at(-1);
    if (last === undefined) break;
    afterId = last.chunkId;
    await writeAll(file, halvesOf(page, dimensions, sums));
    for (const { chunkId, videoId, kind } of page) {
      const place = places.get(videoId) ?? places.size;
      places.set(videoId, place);
      columns.chunkIds.push(chunkId);
      columns.videoOf.push(place);
      columns.kindOf.push(chunkKindSchema.options.indexOf(kind));
    }
  }
  await file.sync();
  const count = Math.max(1, columns.chunkIds.length);
  return {
    ...columns,
    videos: [...places.keys()],
    mean: Float32Array.from(sums, (s) => s / count),
  };
}

function halvesOf(page: readonly VectorRow[], dimensions: number, sums: Float64Array): Uint8Array {
  const halves = new Uint16Array(page.length * dimensions);
  for (const [row, { vector }] of page.entries()) {
    for (let at = 0; at < dimensions; at++) {
      const value = vector[at] ?? 0;
      sums[at] = (sums[at] ?? 0) + value;
      halves[row * dimensions + at] = toHalf(value);
    }
  }
  return new Uint8Array(halves.buffer);
}

/** The mean is known only at the end, so the vectors are read again from their file. */
async function makeCodes(
  library: Library,
  { dimensions, name }: BuildInput,
  { mean, rows }: { mean: Float32Array; rows: number },
  signal: AbortSignal | undefined,
): Promise<HammingScan> {
  const scan = new HammingScan({ rows, dimensions });
  const { codes } = scan;
  const codeBytes = codeBytesOf(dimensions);
  for await (const { from, vectors } of readHalves(
    { path: vectorsPath(library, name), rows, dimensions, pageRows },
    signal,
  )) {
    for (let row = 0; row * dimensions < vectors.length; row++) {
      const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
      writeCode(codes, (from + row) * codeBytes, vector, mean);
    }
  }
  return scan;
}

/** A write may take a part of what it is given. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}
