import type { VideoId } from '../../../../contract/index.ts';
import { floatsOf } from '../../../base/index.ts';
import { type Library, notOwnWords } from '../../../db/index.ts';
import { tableOf } from '../../../library/index.ts';

/** Videos with their vectors as rows of one array, each of unit length. */
export interface VideoVectors {
  ids: VideoId[];
  dimensions: number;
  values: Float32Array;
}

/** Videos whose vectors are read by one statement. */
const pageSize = 250;

/**
 * What each video is about as a direction: the mean of the vectors of its chunks in a space, of
 * unit length. Comments are other people's words: they are left out. Videos without vectors are
 * left out, too. `ids` in their order.
 */
export function videoVectors(
  library: Library,
  { id: spaceId, dimensions }: { id: number; dimensions: number },
  ids: readonly VideoId[],
): VideoVectors {
  const read = library.db.$client
    .prepare<[string], [VideoId, Buffer]>(
      `SELECT c.video_id, t.vector FROM json_each(?) wanted
       CROSS JOIN chunks c ON c.video_id = wanted.value AND c.kind NOT IN ${notOwnWords}
       CROSS JOIN ${tableOf(spaceId)} t ON t.rowid = c.id
       ORDER BY wanted.key`,
    )
    .raw();
  const found: VideoId[] = [];
  const values = new Float32Array(ids.length * dimensions);
  for (let from = 0; from < ids.length; from += pageSize) {
    for (const [id, bytes] of read.iterate(JSON.stringify(ids.slice(from, from + pageSize)))) {
      if (found.at(-1) !== id) found.push(id);
      const vector = floatsOf(bytes);
      const start = (found.length - 1) * dimensions;
      for (let at = 0; at < dimensions; at++) {
        values[start + at] = (values[start + at] ?? 0) + (vector[at] ?? 0);
      }
    }
  }
  const own = values.subarray(0, found.length * dimensions);
  for (let row = 0; row < found.length; row++) {
    toUnitLength(own.subarray(row * dimensions, (row + 1) * dimensions));
  }
  return { ids: found, dimensions, values: own };
}

/** In place; a vector of no length stays as it is. */
export function toUnitLength(vector: Float32Array): void {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (length === 0) return;
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) / length;
}
