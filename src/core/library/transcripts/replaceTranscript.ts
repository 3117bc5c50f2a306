import { eq, sql } from 'drizzle-orm';
import type { SegmentDto, TextSource, TranscriptId, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { transcriptSegments, transcriptWords, videos } from '../../db/index.ts';
import { keepTranscript } from './earlierTranscripts.ts';

export interface Transcript {
  segments: readonly SegmentDto[];
  source: TextSource;
  /** Name and version of the model that heard it; none for captions. */
  model?: string | undefined;
  language?: string | undefined;
}

/**
 * Puts a transcript, or none, in the place of the video's, which is kept as an earlier one; gives
 * the id of that. The video's language is set when the transcript knows it.
 */
export function replaceTranscript(
  library: Library,
  videoId: VideoId,
  transcript: Transcript | undefined,
): TranscriptId | undefined {
  return library.db.transaction((tx) => {
    const kept = keepTranscript(library, videoId, transcript?.segments);
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
    for (const [segmentPosition, segment] of (transcript?.segments ?? []).entries()) {
      const { words, ...row } = segment;
      tx.insert(transcriptSegments)
        .values({ ...row, videoId, position: segmentPosition })
        .run();
      for (const [position, word] of words.entries()) {
        addWord.run({ ...word, segmentPosition, position });
      }
    }
    tx.update(videos)
      .set({
        transcriptSource: transcript?.source ?? null,
        transcriptModel: transcript?.model ?? null,
        ...(transcript?.language === undefined ? {} : { language: transcript.language }),
      })
      .where(eq(videos.id, videoId))
      .run();
    return kept;
  });
}
