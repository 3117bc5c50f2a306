import { diffWordsWithSpace } from 'diff';

/** A piece of a text; one that the other text has not is marked. */
export interface Piece {
  text: string;
  marked: boolean;
}

/** Longer texts are shown without marks: comparing words takes time that grows with both. */
const maxCompared = 8_000;

/** Both texts in pieces, with the words marked that only one of them has. */
export function wordDifference(from: string, to: string): { from: Piece[]; to: Piece[] } {
  if (from.length + to.length > maxCompared) {
    return { from: [{ text: from, marked: false }], to: [{ text: to, marked: false }] };
  }
  const changes = diffWordsWithSpace(from, to);
  return {
    from: changes
      .filter(({ added }) => !added)
      .map(({ value, removed }) => ({ text: value, marked: removed })),
    to: changes
      .filter(({ removed }) => !removed)
      .map(({ value, added }) => ({ text: value, marked: added })),
  };
}
