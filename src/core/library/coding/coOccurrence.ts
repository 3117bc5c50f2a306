import type { CodePair } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';

/**
 * Codes of which one coder has put spans over one another, those that overlap most often first. An
 * overlap is a span of the one and a span of the other with a time in common.
 */
export function coOccurrence({ db }: Library, { limit }: { limit: number }): CodePair[] {
  return db.$client
    .prepare<[number], CodePair>(
      `SELECT x.id AS firstId, x.name AS first, x.colour AS firstColour,
         y.id AS secondId, y.name AS second, y.colour AS secondColour,
         count(*) AS overlaps, count(DISTINCT a.video_id) AS videos
       FROM codings a JOIN codings b ON b.video_id = a.video_id AND b.coder = a.coder
         AND b.start_ms < a.end_ms AND b.end_ms > a.start_ms
         JOIN codes x ON x.id = a.code_id JOIN codes y ON y.id = b.code_id
       WHERE (x.name COLLATE NOCASE, x.id) < (y.name COLLATE NOCASE, y.id)
       GROUP BY x.id, y.id ORDER BY overlaps DESC, x.name COLLATE NOCASE, y.name COLLATE NOCASE
       LIMIT ?`,
    )
    .all(limit);
}
