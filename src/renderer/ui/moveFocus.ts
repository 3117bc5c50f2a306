/** Arrow keys, Home and End of a list: moves the focus among its elements with `data-item`. */
export function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-item]')];
  const at = event.target instanceof HTMLElement ? items.indexOf(event.target) : -1;
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = places[event.key]?.(at, items.length - 1);
  if (to === undefined) return;
  event.preventDefault();
  items[Math.max(0, Math.min(to, items.length - 1))]?.focus();
}

const places: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, last) => last,
};
