/** Half-open character range of a text. */
export type Range = readonly [start: number, end: number];

/** Where a text has another, whatever its case; in order, not overlapping. */
export function foundIn(text: string, wanted: string): Range[] {
  if (wanted === '') return [];
  // Lower case may be longer than what it is of (İ), and would move the ranges.
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => [index, index + found.length]);
}

export interface Piece {
  text: string;
  marked: boolean;
}

/** The part of a text from `start` to `end`, cut where marks begin and end. */
export function piecesOf(text: string, [start, end]: Range, marks: readonly Range[]): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  const add = (to: number, marked: boolean): void => {
    if (to > at) pieces.push({ text: text.slice(at, to), marked });
    at = Math.max(at, to);
  };
  for (const [from, to] of marks) {
    if (to <= start || from >= end) continue;
    add(Math.max(start, from), false);
    add(Math.min(end, to), true);
  }
  add(end, false);
  return pieces;
}
