import { floatsOf } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { activeSpace, tableOf } from '../../library/index.ts';

export interface SharedVectors {
  /** `model@version` that made them, as chunk records name it. */
  model: string;
  /** The vector of a chunk record, where this library has it. */
  vectorOf(id: string): Float32Array | undefined;
}

/** The vectors of the space that search uses, by ids of chunk records; undefined without one. */
export function sharedVectors(library: Library): SharedVectors | undefined {
  const space = activeSpace(library);
  if (space === undefined) return undefined;
  const statement = library.db.$client
    .prepare<unknown[], Buffer>(
      `SELECT vector FROM ${tableOf(space.id)} WHERE rowid = (
         SELECT c.id FROM videos v CROSS JOIN chunks c ON c.video_id = v.id
         WHERE v.content_hash = ? AND c.kind = ? AND c.start_ms = CAST(? AS INTEGER)
           AND c.end_ms = CAST(? AS INTEGER) ORDER BY c.id LIMIT 1)`,
    )
    .pluck();
  return {
    model: `${space.modelId}@${space.modelVersion}`,
    vectorOf: (id) => {
      const [hash = '', kind = '', start = '', end = ''] = id.split(':');
      const bytes = statement.get(hash, kind, start, end);
      return bytes === undefined ? undefined : floatsOf(bytes);
    },
  };
}
