import {
  type FoundPlace,
  maxPlaces,
  type PlaceQuery,
  type VideoId,
} from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';

export interface FoundPlaces {
  /** The first {@link maxPlaces}. */
  places: FoundPlace[];
  total: number;
  videos: number;
}

interface LineRow {
  videoId: VideoId;
  position: number;
  startMs: number;
  text: string;
}

/** Every place of a text in all transcripts, by video and time. Reads every line. */
export function findPlaces({ db }: Library, query: PlaceQuery): FoundPlaces {
  const lines = db.$client.prepare<[], LineRow>(
    `SELECT video_id AS videoId, position, start_ms AS startMs, text
     FROM transcript_segments ORDER BY video_id, position`,
  );
  const titleOf = db.$client
    .prepare<[VideoId], string>('SELECT title FROM videos WHERE id = ?')
    .pluck();
  const pattern = patternOf(query);
  const places: FoundPlace[] = [];
  const videos = new Set<VideoId>();
  let total = 0;
  for (const line of lines.iterate()) {
    const found = rangesOf(line.text, pattern);
    if (found.length === 0) continue;
    total += found.length;
    videos.add(line.videoId);
    for (const [occurrence, [start, end]] of found.entries()) {
      if (places.length >= maxPlaces) break;
      const title = titleOf.get(line.videoId) ?? '';
      const replaced = replaceIn(line.text, query, [occurrence]);
      places.push({ ...line, title, occurrence, start, end, replaced });
    }
  }
  return { places, total, videos: videos.size };
}

/** A line in which the chosen occurrences of a text are replaced, counted from 0. */
export function replaceIn(text: string, query: PlaceQuery, occurrences: readonly number[]): string {
  let replaced = '';
  let at = 0;
  for (const [occurrence, [start, end]] of rangesOf(text, patternOf(query)).entries()) {
    if (!occurrences.includes(occurrence)) continue;
    replaced += text.slice(at, start) + query.replace;
    at = end;
  }
  return (replaced + text.slice(at)).replace(/\s+/gu, ' ').trim();
}

/** How often a line has a text. */
export function countIn(text: string, query: PlaceQuery): number {
  return rangesOf(text, patternOf(query)).length;
}

function rangesOf(text: string, pattern: RegExp): [start: number, end: number][] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => [index, index + found.length]);
}

/** The text itself: none of its characters means anything else. */
function patternOf({ find, matchCase, wholeWords }: PlaceQuery): RegExp {
  const plain = find.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const inWord = '[\\p{L}\\p{N}\\p{M}_]';
  const source = wholeWords ? `(?<!${inWord})${plain}(?!${inWord})` : plain;
  return new RegExp(source, matchCase ? 'gu' : 'giu');
}
