import { eq, sql } from 'drizzle-orm';
import type { SegmentDto, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { transcriptSegments, transcriptWords } from '../../db/index.ts';

/** Puts lines with their words in the place of a video's, in a transaction. */
export function writeSegments(
  { db }: Library,
  videoId: VideoId,
  segments: readonly SegmentDto[],
): void {
  db.transaction((tx) => {
    tx.delete(transcriptWords).where(eq(transcriptWords.videoId, videoId)).run();
    tx.delete(transcriptSegments).where(eq(transcriptSegments.videoId, videoId)).run();
    // Compiled once: an hour has ten thousand words.
    const addWord = tx
      .insert(transcriptWords)
      .values({
        videoId,
        segmentPosition: sql.placeholder('segmentPosition'),
        position: sql.placeholder('position'),
        startMs: sql.placeholder('startMs'),
        endMs: sql.placeholder('endMs'),
        text: sql.placeholder('text'),
      })
      .prepare();
    for (const [segmentPosition, { words, ...row }] of segments.entries()) {
      tx.insert(transcriptSegments)
        .values({ ...row, videoId, position: segmentPosition })
        .run();
      for (const [position, word] of words.entries()) {
        addWord.run({ ...word, segmentPosition, position });
      }
    }
  });
}
