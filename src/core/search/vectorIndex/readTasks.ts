import type { Library, ReadTask } from '../../db/index.ts';
import { type BuildInput, buildIndex } from './buildIndex.ts';
import { readIndex } from './indexFile.ts';
import { type BuiltIndex, countSpaceVectors, listIndexes } from './indexRepository.ts';

export const buildIndexTask: ReadTask<BuildInput, BuiltIndex> = {
  name: 'search.buildIndex',
  priority: 'background',
  run: (library, input, { signal }) => buildIndex(library, input, signal),
};

/** Of chunks that were removed since, an index may have so many as a share of its rows. */
const maxRemovedShare = 0.2;

/** The spaces whose index is missing, damaged, or mostly of chunks that are gone. */
export const checkIndexesTask: ReadTask<void, number[]> = {
  name: 'search.checkIndexes',
  priority: 'background',
  run: (library) =>
    listIndexes(library).flatMap((index) => (isUsable(library, index) ? [] : [index.spaceId])),
};

function isUsable(
  library: Library,
  { spaceId, file: name, rows }: { spaceId: number; file: string; rows: number },
): boolean {
  if (rows - countSpaceVectors(library, spaceId) > rows * maxRemovedShare) return false;
  return readIndex(library, { name, spaceId }) !== undefined;
}
