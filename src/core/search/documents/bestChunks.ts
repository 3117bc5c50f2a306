import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { WeightedPart } from './coverage.ts';

export interface BestChunksInput {
  /** Best first. */
  videoIds: readonly VideoId[];
  /** What a chunk is better for, the more of it it has. */
  parts: readonly Pick<WeightedPart, 'part' | 'weight'>[];
  /** An FTS5 expression that every chunk must match. */
  strict?: string | undefined;
  /** Left out: all. */
  kinds?: readonly string[] | undefined;
  /** At most so many of each video. */
  perVideo: number;
}

export interface VideoChunk {
  id: number;
  videoId: VideoId;
}

/** A title is of no moment: of two that have the same words, the other one is better. */
const titleShare = 1e-6;

/**
 * The chunks of some videos that match any of the parts: first those that have most of them, then those
 * of the better video. FTS5's own order would look at every chunk of the library that has a common
 * word, once for each video.
 */
export function bestChunks(library: Library, input: BestChunksInput): VideoChunk[] {
  const { videoIds, parts, strict, kinds = [], perVideo } = input;
  const { $client } = library.db;
  const range = $client.prepare<[VideoId], { first: number | null; last: number | null }>(
    'SELECT min(id) AS first, max(id) AS last FROM chunks WHERE video_id = ?',
  );
  // A video's chunks have ids that lie together: FTS5 looks at that range alone.
  const matching = $client.prepare<unknown[], { id: number; isTitle: number }>(
    `SELECT c.id, c.kind = 'title' AS isTitle
     FROM chunks_fts CROSS JOIN chunks c ON c.id = chunks_fts.rowid
     WHERE chunks_fts MATCH ? AND chunks_fts.rowid BETWEEN ? AND ? AND c.video_id = ?
       ${isKind(kinds)}`,
  );
  return videoIds
    .flatMap((videoId) => {
      const { first, last } = range.get(videoId) ?? { first: null, last: null };
      if (first === null || last === null) return [];
      const find = (match: string) =>
        matching.all(match, BigInt(first), BigInt(last), videoId, ...kinds);
      const weights = new Map<number, number>();
      for (const { part, weight } of parts) {
        for (const { id, isTitle } of find(part)) {
          weights.set(id, (weights.get(id) ?? -titleShare * isTitle) + weight);
        }
      }
      const allowed = strict === undefined ? undefined : new Set(find(strict).map(({ id }) => id));
      return [...weights]
        .filter(([id]) => allowed?.has(id) ?? true)
        .sort(([one, more], [other, less]) => less - more || one - other)
        .slice(0, perVideo)
        .map(([id, weight]) => ({ id, videoId, weight }));
    })
    .sort((one, other) => other.weight - one.weight);
}

/** What stands for a video of which no chunk matches: its title, or what it begins with. */
export function firstChunk(
  library: Library,
  videoId: VideoId,
  kinds: readonly string[] = [],
): number | undefined {
  return library.db.$client
    .prepare<unknown[], number>(
      `SELECT c.id FROM chunks c WHERE c.video_id = ? ${isKind(kinds)}
       ORDER BY c.kind <> 'title', c.start_ms, c.id LIMIT 1`,
    )
    .pluck()
    .get(videoId, ...kinds);
}

function isKind(kinds: readonly string[]): string {
  return kinds.length === 0 ? '' : `AND c.kind IN (${kinds.map(() => '?').join(', ')})`;
}
