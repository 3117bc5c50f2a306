import type { Span } from '../../playback/spanAt.ts';

/** Marks the rows whose span is on at a time; several may be. */
export function markShown(list: HTMLElement, spans: readonly Span[], timeMs: number): void {
  for (const item of list.querySelectorAll('[data-index]')) {
    const span = spans[Number(item.getAttribute('data-index'))];
    const shown = span !== undefined && span.startMs <= timeMs && timeMs < span.endMs;
    if (item.hasAttribute('data-shown') !== shown) item.toggleAttribute('data-shown', shown);
  }
}
