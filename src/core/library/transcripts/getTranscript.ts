import { asc, eq } from 'drizzle-orm';
import type { SegmentDto, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { transcriptSegments, transcriptWords } from '../../db/index.ts';

/** What is said, in order; none where nothing is. */
export function getTranscript(library: Library, videoId: VideoId): SegmentDto[] {
  const words = library.db
    .select()
    .from(transcriptWords)
    .where(eq(transcriptWords.videoId, videoId))
    .orderBy(asc(transcriptWords.segmentPosition), asc(transcriptWords.position))
    .all();
  const wordsOf = Map.groupBy(words, (word) => word.segmentPosition);
  return library.db
    .select()
    .from(transcriptSegments)
    .where(eq(transcriptSegments.videoId, videoId))
    .orderBy(asc(transcriptSegments.position))
    .all()
    .map(({ position, startMs, endMs, text }) => ({
      startMs,
      endMs,
      text,
      words: (wordsOf.get(position) ?? []).map((word) => ({
        text: word.text,
        startMs: word.startMs,
        endMs: word.endMs,
      })),
    }));
}
