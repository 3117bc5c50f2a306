/** Text fields and whatever is opened over the screen: every key is theirs. */
const takesAll =
  'input:not([type="range"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="listbox"], [role="menu"]';
/** Where arrows move among what is there, or scroll it. */
const takesArrows =
  // data-scrolls: what arrows scroll.
  'input[type="range"], [role="tab"], [role="tabpanel"], [role="radiogroup"], [role="combobox"], [aria-haspopup], [data-scrolls]';

/**
 * True when a key is for the widget that has the focus. Text fields and open lists take every key,
 * panels and sliders of their own take the arrows. Buttons and links take Space when the keyboard led
 * to them, but not those that lead to a time: Enter goes there, Space plays.
 */
export function hasOwnKeys({ target, key }: KeyboardEvent, ledByPointer: boolean): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest(takesAll) !== null) return true;
  if (key.startsWith('Arrow')) return target.closest(takesArrows) !== null;
  if (key !== ' ' || ledByPointer) return false;
  return target.closest('button:not([data-seek]), a, [role="tab"]') !== null;
}
