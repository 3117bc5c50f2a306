import type { Library } from '../../db/index.ts';
import { type IndexContent, readIndex } from './indexFile.ts';
import { changesAfter, countChangesAfter, getIndex } from './indexRepository.ts';
import { readVectorsOf, type VectorRow } from './readVectors.ts';

/** An index as of now: what its file has, and what came after it. */
export interface OpenIndex {
  name: string;
  content: IndexContent;
  /** By chunk id. */
  recent: ReadonlyMap<number, VectorRow>;
}

interface Held {
  name: string;
  content: IndexContent | undefined;
  recent: Map<number, VectorRow>;
  /** The last change that `recent` has. */
  seq: number;
}

/** More than is ever added before the index is made anew; then an exact search is no slower. */
const maxRecent = 60_000;

/** What a thread has read, until its library is gone. */
const held = new WeakMap<Library, Map<number, Held>>();

/**
 * The index of a space, read when it is first needed and kept in memory (60 MB for a million vectors
 * of 384 numbers). Undefined when there is none, or its files cannot be used: then every vector is
 * compared. Call it in the transaction of the search.
 */
export function openIndex(library: Library, spaceId: number): OpenIndex | undefined {
  const spaces = held.get(library) ?? new Map<number, Held>();
  held.set(library, spaces);
  const stored = getIndex(library, spaceId);
  if (stored === undefined) {
    spaces.delete(spaceId);
    return undefined;
  }
  const { file: name, changeSeq } = stored;
  let known = spaces.get(spaceId);
  if (known?.name !== name) {
    spaces.delete(spaceId);
    const content = readIndex(library, { name, spaceId });
    known = { name, content, recent: new Map(), seq: changeSeq };
    spaces.set(spaceId, known);
  }
  const { content, recent } = known;
  if (content === undefined) return undefined;
  const since = { spaceId, seq: known.seq };
  if (countChangesAfter(library, since) + recent.size > maxRecent) return undefined;
  const { chunkIds, seq } = changesAfter(library, since);
  if (chunkIds.length > 0) {
    for (const row of readVectorsOf(library, { spaceId, chunkIds })) recent.set(row.chunkId, row);
  }
  known.seq = seq;
  return { name, content, recent };
}
