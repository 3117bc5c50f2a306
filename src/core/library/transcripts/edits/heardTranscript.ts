import { eq } from 'drizzle-orm';
import type { SegmentDto, TranscriptConflict, VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { heardTranscripts } from '../../../db/index.ts';
import { getTranscript } from '../getTranscript.ts';
import { isSameSegments } from '../sameSegments.ts';
import { type MergedTranscript, mergeTranscripts } from './mergeTranscripts.ts';

export interface HeardTranscript {
  /** As it was heard, before people edited it. */
  segments: SegmentDto[];
  conflicts: TranscriptConflict[];
}

/** What was heard in a video whose transcript was edited; undefined for one that is as it was heard. */
export function getHeard({ db }: Library, videoId: VideoId): HeardTranscript | undefined {
  return db
    .select({ segments: heardTranscripts.segments, conflicts: heardTranscripts.conflicts })
    .from(heardTranscripts)
    .where(eq(heardTranscripts.videoId, videoId))
    .get();
}

/** A new hearing with the edits of the present transcript; as it is where there are none. */
export function mergeHeard(
  library: Library,
  videoId: VideoId,
  next: readonly SegmentDto[],
): MergedTranscript {
  const heard = getHeard(library, videoId);
  if (heard === undefined) return { segments: [...next], conflicts: [] };
  const edited = getTranscript(library, videoId);
  if (isSameSegments(heard.segments, next)) {
    return { segments: edited, conflicts: heard.conflicts };
  }
  const merged = mergeTranscripts(heard.segments, edited, next);
  const isOpen = ({ startMs, endMs }: TranscriptConflict): boolean =>
    !merged.conflicts.some((each) => each.startMs <= endMs && each.endMs >= startMs);
  const open = heard.conflicts.filter(isOpen);
  const conflicts = [...open, ...merged.conflicts].toSorted((a, b) => a.startMs - b.startMs);
  return { segments: merged.segments, conflicts };
}

/** Keeps what was heard beside the present transcript; nothing where they are the same. */
export function putHeard(
  { db }: Library,
  videoId: VideoId,
  {
    current,
    heard,
    conflicts,
  }: {
    current: readonly SegmentDto[];
    heard: readonly SegmentDto[];
    conflicts: readonly TranscriptConflict[];
  },
): void {
  if (conflicts.length === 0 && isSameSegments(current, heard)) {
    db.delete(heardTranscripts).where(eq(heardTranscripts.videoId, videoId)).run();
    return;
  }
  const kept = { segments: [...heard], conflicts: [...conflicts] };
  db.insert(heardTranscripts)
    .values({ videoId, ...kept })
    .onConflictDoUpdate({ target: heardTranscripts.videoId, set: kept })
    .run();
}
