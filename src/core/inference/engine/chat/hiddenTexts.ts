import { randomBytes } from 'node:crypto';
import { type ChatPiece, joinPieces } from './chatPiece.ts';

/** Templates trim contents as Python does, which takes this for a space; none writes it itself. */
const edge = '\u2003';
/** Of such texts no tokenizer makes control tokens: their names have brackets, bars or block signs. */
const harmless = /^[\p{L}\p{N}\s.,:;()'"/+*?!%&@#$=_-]*$/u;

/**
 * Texts of people in the hands of a template, which sees only a random marker of each: no content
 * can become a control token or a part of the template.
 */
export class HiddenTexts {
  readonly #marker = `m${randomBytes(16).toString('hex')}`;
  readonly #texts: string[] = [];
  /** Those whose markers have edges. */
  readonly #contents = new Set<number>();

  /** The marker of a message's content. A template that trims the content takes its edges away. */
  hide(text: string): string {
    this.#contents.add(this.#texts.length);
    return `${edge}${this.#hide(text)}${edge}`;
  }

  /** JSON of which each text that could be more than that is hidden; templates compare the others. */
  hideIn(value: unknown): unknown {
    if (typeof value === 'string') return this.#hideUnlessHarmless(value);
    if (Array.isArray(value)) return value.map((one) => this.hideIn(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [this.#hideUnlessHarmless(key), this.hideIn(one)]),
    );
  }

  /** What a template wrote, with the texts back in their places. Error: it left contents out. */
  reveal(written: string): ChatPiece[] {
    // Splitting at groups gives template, edge, index, backslashes, edge, template, …
    const parts = written.split(new RegExp(`(${edge}?)${this.#marker}x(\\d+)(\\\\*)"x(${edge}?)`));
    const seen = new Set<number>();
    const pieces: ChatPiece[] = [{ text: parts[0] ?? '', trusted: true }];
    for (let at = 1; at < parts.length; at += 5) {
      const [before, index, backslashes = '', after, next = ''] = parts.slice(at, at + 5);
      let text = this.#texts[Number(index)] ?? '';
      const isContent = this.#contents.has(Number(index));
      if (isContent && before === '') text = text.trimStart();
      if (isContent && after === '') text = text.trimEnd();
      seen.add(Number(index));
      pieces.push({ text: inJson(text, backslashes.length), trusted: false });
      pieces.push({ text: next, trusted: true });
    }
    if (seen.size < this.#texts.length) throw new Error('It leaves messages out.');
    return joinPieces(pieces);
  }

  #hide(text: string): string {
    this.#texts.push(text);
    return `${this.#marker}x${this.#texts.length - 1}"x`;
  }

  #hideUnlessHarmless(text: string): string {
    return harmless.test(text) ? text : this.#hide(text);
  }
}

/** The marker’s quotation mark tells how often the template made JSON of it. */
function inJson(text: string, backslashes: number): string {
  let written = text;
  for (let level = Math.log2(backslashes + 1); level > 0; level--) {
    written = JSON.stringify(written).slice(1, -1);
  }
  return written;
}
