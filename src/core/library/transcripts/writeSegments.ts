import type { SegmentDto, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';

/**
 * Puts lines with their words in the place of a video's, in a transaction. `stored`: the lines that are
 * there; those that `segments` has of them at its beginning and end are not written again.
 */
export function writeSegments(
  { db }: Library,
  videoId: VideoId,
  segments: readonly SegmentDto[],
  stored: readonly SegmentDto[] = [],
): void {
  const shared = Math.min(stored.length, segments.length);
  let first = 0;
  while (first < shared && stored[first] === segments[first]) first++;
  let last = 0;
  while (last < shared - first && stored.at(-1 - last) === segments.at(-1 - last)) last++;
  const end = segments.length - last;
  const { $client } = db;
  const addSegment = $client.prepare(
    `INSERT INTO transcript_segments (video_id, position, start_ms, end_ms, text)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const addWord = $client.prepare(
    `INSERT INTO transcript_words (video_id, segment_position, position, start_ms, end_ms, text)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  db.transaction(() => {
    const gone = stored.length === 0 ? Number.MAX_SAFE_INTEGER : stored.length - last;
    for (const [table, position] of tables) {
      $client
        .prepare(`DELETE FROM ${table} WHERE video_id = ? AND ${position} >= ? AND ${position} < ?`)
        .run(videoId, first, gone);
      if (end === gone || stored.length === 0) continue;
      // By way of numbers that no line has: two may not have one for a moment.
      $client
        .prepare(`UPDATE ${table} SET ${position} = -1 - (${position} + ?)
          WHERE video_id = ? AND ${position} >= ?`)
        .run(end - gone, videoId, gone);
      $client
        .prepare(`UPDATE ${table} SET ${position} = -1 - ${position}
          WHERE video_id = ? AND ${position} < 0`)
        .run(videoId);
    }
    for (const [index, { words, startMs, endMs, text }] of segments.slice(first, end).entries()) {
      addSegment.run(videoId, first + index, startMs, endMs, text);
      for (const [position, word] of words.entries()) {
        addWord.run(videoId, first + index, position, word.startMs, word.endMs, word.text);
      }
    }
  });
}

/** With the column that says which line a row is of. */
const tables = [
  ['transcript_words', 'segment_position'],
  ['transcript_segments', 'position'],
] as const;
