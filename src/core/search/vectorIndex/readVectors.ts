import type { ChunkKind } from '../../../contract/index.ts';
import { floatsOf } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { tableOf } from '../../library/index.ts';

export interface VectorRow {
  chunkId: number;
  videoId: string;
  kind: ChunkKind;
  /** Of length 1. */
  vector: Float32Array;
}

type StoredRow = Omit<VectorRow, 'vector'> & { bytes: Buffer };

const columns = 'c.id AS chunkId, c.video_id AS videoId, c.kind, t.vector AS bytes';

/** The chunks of a space with their vectors, by id, after `afterId`. */
export function readVectorPage(
  library: Library,
  { spaceId, afterId, limit }: { spaceId: number; afterId: number; limit: number },
): VectorRow[] {
  return library.db.$client
    .prepare<unknown[], StoredRow>(
      `SELECT ${columns}
       FROM (SELECT chunk_id FROM embeddings WHERE space_id = ? AND chunk_id > ?
         ORDER BY chunk_id LIMIT ?) e
       CROSS JOIN chunks c ON c.id = e.chunk_id
       CROSS JOIN ${tableOf(spaceId)} t ON t.rowid = c.id
       ORDER BY c.id`,
    )
    .all(spaceId, afterId, limit)
    .map(toVectorRow);
}

/** Those of the chunks that have a vector in the space, in any order. */
export function readVectorsOf(
  library: Library,
  { spaceId, chunkIds }: { spaceId: number; chunkIds: readonly number[] },
): VectorRow[] {
  return library.db.$client
    .prepare<unknown[], StoredRow>(
      `SELECT ${columns} FROM json_each(?) wanted
       CROSS JOIN chunks c ON c.id = wanted.value
       CROSS JOIN ${tableOf(spaceId)} t ON t.rowid = c.id`,
    )
    .all(JSON.stringify(chunkIds))
    .map(toVectorRow);
}

function toVectorRow({ bytes, ...row }: StoredRow): VectorRow {
  return { ...row, vector: toUnit(floatsOf(bytes)) };
}

/** They were stored with the length 1; of a database that came from elsewhere nobody knows. */
function toUnit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (Math.abs(length - 1) < 1e-4 || !(length > 0)) return vector;
  return vector.map((value) => value / length);
}
