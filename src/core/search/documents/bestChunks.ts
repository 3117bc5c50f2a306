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
  const matching = $client
    .prepare<[string, bigint, bigint], number>(
      'SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ? AND rowid BETWEEN ? AND ?',
    )
    .pluck();
  const ranges = videoIds.flatMap((videoId) => {
    const { first, last } = range.get(videoId) ?? { first: null, last: null };
    return first === null || last === null ? [] : [[BigInt(first), BigInt(last)] as const];
  });
  // Ranges overlap where videos were read anew: what is found twice counts once.
  const find = (match: string) =>
    new Set(ranges.flatMap(([first, last]) => matching.all(match, first, last)));
  const weights = new Map<number, number>();
  for (const { part, weight } of parts) {
    for (const id of find(part)) weights.set(id, (weights.get(id) ?? 0) + weight);
  }
  const allowed = strict === undefined ? undefined : find(strict);
  const found = [...weights.keys()].filter((id) => allowed?.has(id) ?? true);
  const chunks = chunksOf(library, found, kinds).map(({ id, videoId, isTitle }) => {
    return { id, videoId, weight: (weights.get(id) ?? 0) - titleShare * isTitle };
  });
  const byVideo = Map.groupBy(chunks, ({ videoId }) => videoId);
  return videoIds
    .flatMap((videoId) =>
      (byVideo.get(videoId) ?? [])
        .sort((one, other) => other.weight - one.weight || one.id - other.id)
        .slice(0, perVideo),
    )
    .sort((one, other) => other.weight - one.weight);
}

/** Those of some chunks that are of these kinds, with their videos. */
function chunksOf(
  library: Library,
  ids: readonly number[],
  kinds: readonly string[],
): (VideoChunk & { isTitle: number })[] {
  return library.db.$client
    .prepare<unknown[], VideoChunk & { isTitle: number }>(
      `SELECT c.id, c.video_id AS videoId, c.kind = 'title' AS isTitle FROM json_each(?) wanted
       CROSS JOIN chunks c ON c.id = wanted.value ${isKind(kinds)}`,
    )
    .all(JSON.stringify(ids), ...kinds);
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
