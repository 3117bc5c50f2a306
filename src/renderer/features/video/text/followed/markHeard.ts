import type { SegmentDto } from '../../../../../contract/index.ts';
import { spanAt } from '../../playback/spanAt.ts';

/** So long a word stays marked in the pause after it. */
const lingerMs = 400;

/**
 * Marks the segment (by its row) and the word that are heard, on the elements themselves: many
 * times a second is too often to render a list. A row of -1 takes the marks away.
 */
export function markHeard(
  list: HTMLElement,
  segments: readonly SegmentDto[],
  { row, timeMs }: { row: number; timeMs: number },
): void {
  // Within the list: what is around it may have an index too.
  const segment = list.querySelector(`:scope [data-index="${row}"] [data-segment]`);
  const words = segments[row]?.words ?? [];
  const word = segment?.querySelector(`[data-word="${spanAt(words, timeMs, lingerMs)}"]`) ?? null;
  for (const marked of list.querySelectorAll('[data-heard]')) {
    if (marked !== segment && marked !== word) marked.removeAttribute('data-heard');
  }
  segment?.setAttribute('data-heard', '');
  word?.setAttribute('data-heard', '');
}
