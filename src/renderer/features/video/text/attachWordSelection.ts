/**
 * Selects words of a transcript, by dragging over them and by Shift with the arrows that lead from word
 * to word. Browsers begin no selection in what can be focused, and every word can. A ref of what holds
 * the words; what it returns ends it.
 */
export function attachWordSelection(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return undefined;
  /** The word that the selection begins with. */
  let anchor: HTMLElement | undefined;
  let isExtending = false;
  const onMouseDown = (event: MouseEvent): void => {
    anchor = event.button === 0 ? wordOf(event.target) : undefined;
    if (anchor === undefined) return;
    event.preventDefault();
    anchor.focus({ preventScroll: true });
    document.getSelection()?.removeAllRanges();
  };
  const onMouseMove = ({ buttons, target }: MouseEvent): void => {
    const word = wordOf(target);
    if ((buttons & 1) === 0 || anchor === undefined || word === undefined) return;
    const isBegun = document.getSelection()?.isCollapsed === false;
    if (word !== anchor || isBegun) selectWords(anchor, word);
  };
  const onKeyDown = ({ key, shiftKey, target }: KeyboardEvent): void => {
    const isOfText = target instanceof Element && target.closest('[data-segment]') !== null;
    if (!key.startsWith('Arrow') || !isOfText) return;
    isExtending = shiftKey;
    const isBegun = document.getSelection()?.isCollapsed === false;
    if (!shiftKey) document.getSelection()?.removeAllRanges();
    if (!shiftKey || !isBegun) anchor = wordOf(target);
  };
  const onKeyUp = (): void => {
    isExtending = false;
  };
  const onFocusIn = ({ target }: FocusEvent): void => {
    const word = wordOf(target);
    if (!isExtending || word === undefined) return;
    anchor ??= word;
    selectWords(anchor, word);
  };
  element.addEventListener('mousedown', onMouseDown);
  element.addEventListener('mousemove', onMouseMove);
  element.addEventListener('keydown', onKeyDown);
  element.addEventListener('keyup', onKeyUp);
  element.addEventListener('focusin', onFocusIn);
  return () => {
    element.removeEventListener('mousedown', onMouseDown);
    element.removeEventListener('mousemove', onMouseMove);
    element.removeEventListener('keydown', onKeyDown);
    element.removeEventListener('keyup', onKeyUp);
    element.removeEventListener('focusin', onFocusIn);
  };
}

/** A word, or a line without times of words. */
function wordOf(target: EventTarget | null): HTMLElement | undefined {
  const found = target instanceof Element ? target.closest<HTMLElement>('[data-end]') : null;
  return found ?? undefined;
}

function selectWords(from: HTMLElement, to: HTMLElement): void {
  // A row that was scrolled away is not in the page.
  if (!from.isConnected) return;
  const isBack = (from.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  const [start, end] = isBack ? [from.childNodes.length, 0] : [0, to.childNodes.length];
  document.getSelection()?.setBaseAndExtent(from, start, to, end);
}
