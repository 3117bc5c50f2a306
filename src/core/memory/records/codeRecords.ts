import type { CodeId, CodeRecord, CodeRecords, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { listCodes } from '../../library/index.ts';
import { adjustTests, groupsOf } from './compareGroups.ts';
import { type ScoreQuery, scoresOf } from './scoresOf.ts';

export interface CodeQuery extends ScoreQuery {
  /** Only spans that begin before this time of their video. */
  withinMs?: number | undefined;
  /** Only videos that have this code as well, under the same condition. */
  withCodeId?: CodeId | undefined;
}

interface Span {
  codeId: CodeId;
  videoId: VideoId;
}

/**
 * How the videos that have each code, or one below it, have done, against all other videos that
 * somebody has coded: where nobody looked, nothing is known to be missing. One with a code twice
 * counts once. The tests are adjusted for their number.
 */
export function codeRecords(library: Library, query: CodeQuery): CodeRecords {
  const scores = scoresOf(library, query);
  const coded = library.db.$client
    .prepare<[], VideoId>('SELECT DISTINCT video_id FROM codings')
    .pluck()
    .all();
  const videos = coded.filter((id) => scores.has(id));
  const compare = groupsOf(videos.map((id) => scores.get(id) ?? 0));
  const videosOf = videosByCode(library, query.withinMs);
  const partners = query.withCodeId === undefined ? undefined : videosOf(query.withCodeId);
  const records = listCodes(library)
    .filter(({ id }) => id !== query.withCodeId)
    .map(({ id, name, colour }): CodeRecord => {
      const has = videosOf(id);
      const isIn = (at: number): boolean => {
        const video = videos[at];
        return video !== undefined && has.has(video) && (partners?.has(video) ?? true);
      };
      return { codeId: id, code: name, colour, ...compare(isIn) };
    })
    .filter(({ n }) => n > 0);
  const tests = adjustTests(records);
  return {
    ...{ definition: query.definition, asOfMs: query.asOfMs },
    ...{ videos: videos.length, noScore: coded.length - videos.length, tests, records },
  };
}

/** Finds the videos that have a code or one below it. */
function videosByCode(
  library: Library,
  withinMs = Number.MAX_SAFE_INTEGER,
): (codeId: CodeId) => ReadonlySet<VideoId> {
  const spans = library.db.$client
    .prepare<[number], Span>(
      'SELECT DISTINCT code_id AS codeId, video_id AS videoId FROM codings WHERE start_ms < ?',
    )
    .all(withinMs);
  const parents = new Map(listCodes(library).map(({ id, parentId }) => [id, parentId]));
  const videos = new Map<CodeId, Set<VideoId>>();
  for (const { codeId, videoId } of spans) {
    const seen = new Set<CodeId>();
    // Codes in a ring, which only another program can make, end it.
    for (let id: CodeId | undefined = codeId; id !== undefined && !seen.has(id); ) {
      seen.add(id);
      const found = videos.get(id) ?? new Set();
      videos.set(id, found.add(videoId));
      id = parents.get(id);
    }
  }
  return (codeId) => videos.get(codeId) ?? new Set();
}
