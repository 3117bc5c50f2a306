export interface TextPart {
  text: string;
  /** True when it matches the query's words. */
  marked: boolean;
  /** Place of its first character in the whole text. */
  start: number;
}

/**
 * A text cut at half-open character ranges. Ranges may overlap, be out of order or reach beyond
 * the text; every character of the text comes out once, in order.
 */
export function markedParts(
  text: string,
  ranges: readonly (readonly [number, number])[],
): TextPart[] {
  const parts: TextPart[] = [];
  const add = (start: number, end: number, marked: boolean): void => {
    if (start < end) parts.push({ text: text.slice(start, end), marked, start });
  };
  let at = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, Math.min(from, text.length));
    const end = Math.min(to, text.length);
    if (end <= start) continue;
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  add(at, text.length, false);
  return parts;
}
