import type { SegmentDto, WordDto } from '../../../contract/index.ts';

/**
 * The words of a segment with times. Captions have none of their own: their time is shared
 * among the words by length, which is right to about a second.
 */
export function timedWords(segment: SegmentDto): readonly WordDto[] {
  if (segment.words.length > 0) return segment.words;
  const texts = segment.text.split(/\s+/).filter((text) => text !== '');
  return shareTime(texts, segment);
}

/** Texts one after the other in a span, each for as long as its length has it. */
export function shareTime(
  texts: readonly string[],
  { startMs, endMs }: Pick<WordDto, 'startMs' | 'endMs'>,
): WordDto[] {
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  const msEach = (endMs - startMs) / Math.max(1, letters);
  let done = 0;
  return texts.map((text) => {
    const from = Math.round(startMs + done * msEach);
    done += text.length;
    return { text, startMs: from, endMs: Math.round(startMs + done * msEach) };
  });
}
