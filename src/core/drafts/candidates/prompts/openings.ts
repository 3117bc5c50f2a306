import { wordsOf } from '../../support/words.ts';

/** Two texts that begin with so many equal words go on alike. */
const openingWords = 7;

/** How the texts of one brief begin, so that one that begins like another need not be finished. */
export class Openings {
  readonly #owners = new Map<string, number>();

  /** True when the text so far begins like another candidate's, in work or finished. */
  isTaken(index: number, text: string): boolean {
    // The last word may not be whole yet.
    const words = wordsOf(text).slice(0, -1);
    if (words.length < openingWords) return false;
    const opening = words.slice(0, openingWords).join(' ');
    const owner = this.#owners.get(opening);
    if (owner === undefined) this.#owners.set(opening, index);
    return owner !== undefined && owner !== index;
  }
}
