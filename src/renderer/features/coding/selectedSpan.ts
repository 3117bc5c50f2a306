import type { Span } from '../video/playback/spanAt.ts';

/**
 * From the first to the last word that is selected in the transcript; without times of words, of its
 * lines. Undefined where nothing of it is.
 */
export function selectedSpan(): Span | undefined {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  let span: Span | undefined;
  for (const element of document.querySelectorAll<HTMLElement>('[data-segment] [data-end]')) {
    if (!isSelected(element, range)) continue;
    const startMs = Number(element.dataset.seek);
    const endMs = Number(element.dataset.end);
    span = {
      startMs: Math.min(span?.startMs ?? startMs, startMs),
      endMs: Math.max(span?.endMs ?? endMs, endMs),
    };
  }
  return span !== undefined && span.endMs > span.startMs ? span : undefined;
}

/** Whether a character of it is selected: a range also meets what it only ends beside. */
function isSelected(element: HTMLElement, range: Range): boolean {
  if (!range.intersectsNode(element)) return false;
  const own = document.createRange();
  own.selectNodeContents(element);
  if (own.compareBoundaryPoints(Range.START_TO_START, range) < 0) {
    own.setStart(range.startContainer, range.startOffset);
  }
  if (own.compareBoundaryPoints(Range.END_TO_END, range) > 0) {
    own.setEnd(range.endContainer, range.endOffset);
  }
  return own.toString().trim() !== '';
}
