import type { SegmentDto, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';

interface SegmentRow {
  position: number;
  startMs: number;
  endMs: number;
  text: string;
}

interface WordRow {
  segment: number;
  text: string;
  startMs: number;
  endMs: number;
}

export interface VideoSpan {
  videoId: VideoId;
  startMs: number;
  endMs: number;
}

/** Reads the transcript segments that touch a span of a video, whole, in order; for many spans. */
export function segmentsReader(library: Library): (span: VideoSpan) => SegmentDto[] {
  const client = library.db.$client;
  const segments = client.prepare<unknown[], SegmentRow>(
    `SELECT position, start_ms AS startMs, end_ms AS endMs, text FROM transcript_segments
     WHERE video_id = ? AND end_ms >= ? AND start_ms <= ? ORDER BY position`,
  );
  const wordsOf = client.prepare<unknown[], WordRow>(
    `SELECT segment_position AS segment, text, start_ms AS startMs, end_ms AS endMs
     FROM transcript_words WHERE video_id = ? AND segment_position BETWEEN ? AND ?
     ORDER BY segment_position, position`,
  );
  return ({ videoId, startMs, endMs }) => {
    const rows = segments.all(videoId, startMs, endMs);
    const [first] = rows;
    const last = rows.at(-1);
    if (first === undefined || last === undefined) return [];
    const words = wordsOf.all(videoId, first.position, last.position);
    const bySegment = Map.groupBy(words, ({ segment }) => segment);
    return rows.map(({ position, ...segment }) => ({
      ...segment,
      words: (bySegment.get(position) ?? []).map(({ segment: _, ...word }) => word),
    }));
  };
}
