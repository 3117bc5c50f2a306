import { randomBytes } from 'node:crypto';

/** What an answer gains: text, a call, or more of the last call's arguments. */
export type AnswerPart =
  | { type: 'text'; text: string }
  | { type: 'call'; index: number; id: string; name: string }
  | { type: 'arguments'; index: number; text: string };

const start = '<tool_call>';
const end = '}\n</tool_call>';
const head = /^\n\{"name": ("(?:[^"\\]|\\.)*"), "arguments": /;

/**
 * Reads calls out of an answer as it is written. The grammar of calls has seen to it that they have
 * one form and that nothing but calls follows the first.
 */
export class ToolCallReader {
  #state: 'text' | 'head' | 'arguments' = 'text';
  #rest = '';
  #calls = 0;

  /** More of the answer; `isLast`: all of it. */
  add(text: string, isLast = false): AnswerPart[] {
    this.#rest += text;
    const parts: AnswerPart[] = [];
    for (let more = true; more; ) more = this.#step(parts, isLast);
    return parts;
  }

  /** False when the next step needs more text. */
  #step(parts: AnswerPart[], isLast: boolean): boolean {
    switch (this.#state) {
      case 'text':
        return this.#text(parts, isLast);
      case 'head':
        return this.#head(parts);
      case 'arguments':
        return this.#arguments(parts, isLast);
      default:
        return this.#state satisfies never;
    }
  }

  #text(parts: AnswerPart[], isLast: boolean): boolean {
    const at = this.#rest.indexOf(start);
    const given = at === -1 ? this.#certain(isLast) : this.#rest.slice(0, at).trimEnd();
    if (given !== '' && this.#calls === 0) parts.push({ type: 'text', text: given });
    this.#rest = this.#rest.slice(at === -1 ? given.length : at + start.length);
    if (at !== -1) this.#state = 'head';
    return at !== -1;
  }

  /** Text that no call can follow without more between. */
  #certain(isLast: boolean): string {
    if (isLast) return this.#rest;
    const whole = this.#rest;
    const begun = heldBack(whole, start);
    return whole.slice(0, whole.length - begun).trimEnd();
  }

  #head(parts: AnswerPart[]): boolean {
    const found = head.exec(this.#rest);
    if (found === null) return false;
    const name: unknown = JSON.parse(found[1] ?? '""');
    const id = `call_${randomBytes(12).toString('hex')}`;
    parts.push({ type: 'call', index: this.#calls, id, name: String(name) });
    this.#rest = this.#rest.slice(found[0].length);
    this.#calls++;
    this.#state = 'arguments';
    return true;
  }

  #arguments(parts: AnswerPart[], isLast: boolean): boolean {
    const at = this.#rest.indexOf(end);
    const until = isLast ? this.#rest.length : this.#rest.length - heldBack(this.#rest, end);
    const text = this.#rest.slice(0, at === -1 ? until : at);
    if (text !== '') parts.push({ type: 'arguments', index: this.#calls - 1, text });
    this.#rest = this.#rest.slice(text.length + (at === -1 ? 0 : end.length));
    if (at !== -1) this.#state = 'text';
    return at !== -1;
  }
}

/** How many of the last characters may be the beginning of a word. */
function heldBack(text: string, word: string): number {
  for (let size = Math.min(word.length - 1, text.length); size > 0; size--) {
    if (text.endsWith(word.slice(0, size))) return size;
  }
  return 0;
}
