import type { Library } from '../../db/index.ts';
import { type ChunkScope, scopeSql } from '../../library/index.ts';
import type { IndexContent } from './indexFile.ts';

/** A scope as sets. Undefined parts leave everything in. */
export interface ScopeSets {
  videos: ReadonlySet<string> | undefined;
  kinds: ReadonlySet<string> | undefined;
  required: ReadonlySet<number> | undefined;
  excluded: ReadonlySet<number> | undefined;
}

/** Undefined when every chunk is in scope. */
export function readScope(library: Library, scope: ChunkScope): ScopeSets | undefined {
  const { kinds, ...filters } = scope.filters;
  const { where, values } = scopeSql({ filters });
  const { $client } = library.db;
  const videos =
    where === ''
      ? undefined
      : $client
          .prepare<unknown[], string>(`SELECT v.id FROM videos v WHERE ${where}`)
          .pluck()
          .all(...values);
  const matching = (expression: string | undefined): Set<number> | undefined =>
    expression === undefined
      ? undefined
      : new Set(
          $client
            .prepare<[string], number>('SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?')
            .pluck()
            .all(expression),
        );
  const sets: ScopeSets = {
    videos: videos && new Set(videos),
    kinds: kinds === undefined || kinds.length === 0 ? undefined : new Set(kinds),
    required: matching(scope.required),
    excluded: matching(scope.excluded),
  };
  return Object.values(sets).some((part) => part !== undefined) ? sets : undefined;
}

export function isInScope(
  { videos, kinds, required, excluded }: ScopeSets,
  row: { chunkId: number; videoId: string; kind: string },
): boolean {
  return (
    (videos?.has(row.videoId) ?? true) &&
    (kinds?.has(row.kind) ?? true) &&
    (required?.has(row.chunkId) ?? true) &&
    !(excluded?.has(row.chunkId) ?? false)
  );
}

/** A byte for each row of an index, 1 in scope; each video and kind is looked up once. */
export function rowsInScope(content: IndexContent, scope: ScopeSets): Uint8Array {
  const { rows, videoOf, kindOf } = content;
  const videos = Uint8Array.from(content.videos, (id) => Number(scope.videos?.has(id) ?? true));
  const kinds = Uint8Array.from(content.kinds, (kind) => Number(scope.kinds?.has(kind) ?? true));
  const allowed = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    allowed[row] = (videos[videoOf[row] ?? 0] ?? 0) & (kinds[kindOf[row] ?? 0] ?? 0);
  }
  if (scope.required !== undefined) {
    const required = new Uint8Array(rows);
    for (const row of rowsOf(content, scope.required)) required[row] = 1;
    for (let row = 0; row < rows; row++) allowed[row] = (allowed[row] ?? 0) & (required[row] ?? 0);
  }
  for (const row of rowsOf(content, scope.excluded ?? [])) allowed[row] = 0;
  return allowed;
}

/** The rows of chunks that the index has; its chunks are in order. */
function* rowsOf({ chunkIds }: IndexContent, wanted: Iterable<number>): Generator<number> {
  for (const id of wanted) {
    let [low, high] = [0, chunkIds.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((chunkIds[middle] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    if (chunkIds[low] === id) yield low;
  }
}
