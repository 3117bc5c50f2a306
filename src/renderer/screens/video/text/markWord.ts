import type { SegmentDto } from '../../../../shared/index.ts';
import { spanAt } from '../playback/spanAt.ts';

/** So long a word stays marked in the pause after it. */
const lingerMs = 400;

/**
 * Marks the segment and the word that are heard, on the elements themselves: many times a second
 * is too often to render a list.
 */
export function markWord(
  list: HTMLElement,
  segments: readonly SegmentDto[],
  index: number,
  timeMs: number,
): void {
  const segment = segments[index];
  const row = list.querySelector(`[data-index="${index}"] [data-segment]`);
  const word =
    segment === undefined
      ? null
      : (row?.querySelector(`[data-word="${spanAt(segment.words, timeMs, lingerMs)}"]`) ?? null);
  for (const marked of list.querySelectorAll('[data-heard]')) {
    if (marked !== row && marked !== word) marked.removeAttribute('data-heard');
  }
  row?.setAttribute('data-heard', '');
  word?.setAttribute('data-heard', '');
}
