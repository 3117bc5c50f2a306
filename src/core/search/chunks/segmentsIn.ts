import type { SegmentDto, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';

interface SegmentRow {
  position: number;
  startMs: number;
  endMs: number;
  text: string;
}

/** The transcript segments that touch a span of a video, whole, in order. */
export function segmentsIn(
  library: Library,
  span: { videoId: VideoId; startMs: number; endMs: number },
): SegmentDto[] {
  const client = library.db.$client;
  const rows = client
    .prepare<unknown[], SegmentRow>(
      `SELECT position, start_ms AS startMs, end_ms AS endMs, text FROM transcript_segments
       WHERE video_id = ? AND end_ms >= ? AND start_ms <= ? ORDER BY position`,
    )
    .all(span.videoId, span.startMs, span.endMs);
  const words = client.prepare<unknown[], { text: string; startMs: number; endMs: number }>(
    `SELECT text, start_ms AS startMs, end_ms AS endMs FROM transcript_words
     WHERE video_id = ? AND segment_position = ? ORDER BY position`,
  );
  return rows.map(({ position, ...segment }) => ({
    ...segment,
    words: words.all(span.videoId, position),
  }));
}
