import type { SegmentDto } from '../../../contract/index.ts';
import { joinWords, timedWords } from '../../library/index.ts';
import type { TextSpan } from '../screen/mergeLines.ts';
import { isSameText } from '../screen/sameText.ts';

/** A viewer decides within this whether to stay. */
export const hookMs = 3_000;

export interface OpeningHook {
  said: string;
  /** One text a line, in order of showing. */
  shown: string;
}

/** What is said (words that begin) and shown (texts that are visible) in the first 3 seconds. */
export function openingHook(
  segments: readonly SegmentDto[],
  spans: readonly TextSpan[],
): OpeningHook {
  const said = segments
    .flatMap(timedWords)
    .filter((word) => word.startMs < hookMs)
    .map((word) => word.text);
  const shown: string[] = [];
  for (const { startMs, text } of spans) {
    if (startMs < hookMs && !shown.some((other) => isSameText(other, text))) shown.push(text);
  }
  return { said: joinWords(said), shown: shown.join('\n') };
}
