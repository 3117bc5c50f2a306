import type { SearchFilters, VideoId } from '../../../contract/index.ts';
import { floatsOf } from '../../base/index.ts';
import { type Library, notOwnWords } from '../../db/index.ts';
import { activeSpace, tableOf } from '../../library/index.ts';
import { findMoments } from '../findHits.ts';
import type { Located } from '../fusion/toHit.ts';
import { usualMinLikeness } from '../query/minSimilarity.ts';
import { parseQuery } from '../query/parseQuery.ts';

export interface LikeInput {
  videoId: VideoId;
  atMs: number;
  limit: number;
  filters: SearchFilters;
}

/** What others are compared with: the chunk at that time. */
export interface LikedMoment {
  chunkId: number;
  text: string;
  startMs: number;
  endMs: number;
}

export interface FoundLike {
  /** Undefined: nothing is said, shown or written in the video. */
  moment: LikedMoment | undefined;
  located: Located[];
  /** False: the moment has no vector, and its words were searched. */
  byMeaning: boolean;
}

/** So many of the video's own moments may be nearer than those of others. */
const maxOwn = 60;

/**
 * The moments that mean most the same as one, those of other videos first. The moment is the chunk at
 * that time, of what is said if something is, else of what is shown; between two, the nearest. It is
 * compared by its stored vector, so that no model is needed; one that has none is searched by its
 * words.
 */
export function findLike(
  library: Library,
  { videoId, atMs, limit, filters }: LikeInput,
): FoundLike {
  return library.db.transaction(() => {
    const moment = momentAt(library, videoId, atMs);
    if (moment === undefined) return { moment, located: [], byMeaning: false };
    const space = activeSpace(library);
    const vector = space && vectorOf(library, space.id, moment.chunkId);
    const queryEmbeddings =
      space && vector ? [{ spaceId: space.id, vector, minLikeness: usualMinLikeness }] : [];
    const byMeaning = queryEmbeddings.length > 0;
    const parsed = parseQuery(byMeaning ? '' : moment.text);
    const found = findMoments(library, { parsed, filters, limit: limit + maxOwn, queryEmbeddings });
    const isOther = ({ moment: { chunk } }: Located): boolean => chunk.videoId !== videoId;
    const isItself = ({ moment: { chunk } }: Located): boolean =>
      chunk.videoId === videoId && chunk.startMs < moment.endMs && chunk.endMs > moment.startMs;
    const rest = (found ?? []).filter(
      (each) => !isItself(each) && each.moment.id !== moment.chunkId,
    );
    const located = [...rest.filter(isOther), ...rest.filter((each) => !isOther(each))];
    return { moment, located: located.slice(0, limit), byMeaning };
  });
}

/** Speech goes before a text on the screen that is up meanwhile; comments have no time. */
function momentAt({ db }: Library, videoId: VideoId, atMs: number): LikedMoment | undefined {
  return db.$client
    .prepare<[VideoId, { atMs: number }], LikedMoment>(
      `SELECT id AS chunkId, text, start_ms AS startMs, end_ms AS endMs FROM chunks
       WHERE video_id = ? AND kind NOT IN ${notOwnWords}
       ORDER BY end_ms = 0, max(start_ms - :atMs, :atMs - end_ms, 0), kind <> 'speech',
         kind <> 'screen', abs(start_ms - :atMs), id LIMIT 1`,
    )
    .get(videoId, { atMs });
}

function vectorOf({ db }: Library, spaceId: number, chunkId: number): Float32Array | undefined {
  const bytes = db.$client
    .prepare<[number], Buffer>(`SELECT vector FROM ${tableOf(spaceId)} WHERE rowid = ?`)
    .pluck()
    .get(chunkId);
  return bytes && floatsOf(bytes);
}
