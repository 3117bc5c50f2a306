import type { SegmentDto, WordDto } from '../../../contract/index.ts';

/**
 * The words of a segment with times. Captions have none of their own: their time is shared
 * among the words by length, which is right to about a second.
 */
export function timedWords(segment: SegmentDto): readonly WordDto[] {
  if (segment.words.length > 0) return segment.words;
  const texts = segment.text.split(/\s+/).filter((text) => text !== '');
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  const msEach = (segment.endMs - segment.startMs) / Math.max(1, letters);
  let done = 0;
  return texts.map((text) => {
    const startMs = Math.round(segment.startMs + done * msEach);
    done += text.length;
    return { text, startMs, endMs: Math.round(segment.startMs + done * msEach) };
  });
}
