import type { OnScreenTextDto, SegmentDto } from '../../../contract/index.ts';
import { joinWords, timedWords } from '../../library/index.ts';
import { isSameText } from '../screen/texts/sameText.ts';

/** A viewer decides within this whether to stay. */
export const hookMs = 3_000;

export interface OpeningHook {
  said: string;
  /** One text a line, in order of showing. */
  shown: string;
}

/**
 * What is said (words that begin) and shown (texts, or words of them, that are visible) in the first
 * 3 seconds. A watermark is no part of it.
 */
export function openingHook(
  segments: readonly SegmentDto[],
  spans: readonly OnScreenTextDto[],
): OpeningHook {
  const said = segments
    .flatMap(timedWords)
    .filter((word) => word.startMs < hookMs)
    .map((word) => word.text);
  const shown: string[] = [];
  for (const span of spans) {
    const text = openingOf(span);
    if (text !== '' && !shown.some((other) => isSameText(other, text))) shown.push(text);
  }
  return { said: joinWords(said), shown: shown.join('\n') };
}

function openingOf({ startMs, text, kind, words }: OnScreenTextDto): string {
  if (kind === 'watermark' || startMs >= hookMs) return '';
  if (words === undefined) return text;
  return words
    .filter((word) => word.startMs < hookMs)
    .map((word) => word.text)
    .join(' ');
}
