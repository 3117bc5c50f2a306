import { eq } from 'drizzle-orm';
import type { SegmentDto, TextSource, TranscriptId, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { videos } from '../../db/index.ts';
import { keepTranscript } from './earlierTranscripts.ts';
import { mergeHeard, putHeard } from './edits/heardTranscript.ts';
import { writeSegments } from './writeSegments.ts';

export interface Transcript {
  segments: readonly SegmentDto[];
  source: TextSource;
  /** Name and version of the model that heard it; none for captions. */
  model?: string | undefined;
  language?: string | undefined;
}

/**
 * Puts a new transcript, or none, in the place of the video's, which is kept as an earlier one;
 * gives the id of that. What people edited is merged into the new one. The video's language is set
 * when the transcript knows it.
 */
export function replaceTranscript(
  library: Library,
  videoId: VideoId,
  transcript: Transcript | undefined,
): TranscriptId | undefined {
  return library.db.transaction(() => {
    const heard = transcript?.segments ?? [];
    const { segments, conflicts } = mergeHeard(library, videoId, heard);
    const kept = keepTranscript(library, videoId, segments);
    writeSegments(library, videoId, segments);
    putHeard(library, videoId, { current: segments, heard, conflicts });
    // Edits of words that are not heard now are still those of the transcript before.
    const isKept = transcript === undefined && segments.length > 0;
    if (!isKept) setMaker(library, videoId, transcript);
    return kept;
  });
}

/** As {@link replaceTranscript}, by one that is wanted as it was, with its own edits and no others. */
export function bringBackTranscript(
  library: Library,
  videoId: VideoId,
  { heard, ...transcript }: Transcript & { heard?: readonly SegmentDto[] | undefined },
): TranscriptId | undefined {
  return library.db.transaction(() => {
    const { segments } = transcript;
    const kept = keepTranscript(library, videoId, segments);
    writeSegments(library, videoId, segments);
    putHeard(library, videoId, { current: segments, heard: heard ?? segments, conflicts: [] });
    setMaker(library, videoId, transcript);
    return kept;
  });
}

function setMaker({ db }: Library, videoId: VideoId, transcript: Transcript | undefined): void {
  db.update(videos)
    .set({
      transcriptSource: transcript?.source ?? null,
      transcriptModel: transcript?.model ?? null,
      ...(transcript?.language === undefined ? {} : { language: transcript.language }),
    })
    .where(eq(videos.id, videoId))
    .run();
}
