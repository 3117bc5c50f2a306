import { AppError } from '../../../../base/index.ts';

/** A regular expression's characters, read one after the other. */
export class RegexSource {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(regex: string) {
    this.#characters = [...regex];
  }

  /** The next character; undefined at the end. */
  get next(): string | undefined {
    return this.#characters[this.#at];
  }

  /** Takes the next character. */
  take(): string | undefined {
    const character = this.next;
    if (character !== undefined) this.#at++;
    return character;
  }

  /** Takes `text` when it comes next. */
  takeIf(text: string): boolean {
    if (!this.ahead(text.length).startsWith(text)) return false;
    this.#at += [...text].length;
    return true;
  }

  /** Takes what a pattern that begins with ^ finds within the next 64 characters. */
  takeMatch(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.ahead(64));
    if (match === null) return undefined;
    this.#at += [...match[0]].length;
    return match;
  }

  ahead(count: number): string {
    return this.#characters.slice(this.#at, this.#at + count).join('');
  }

  /** `usage.invalid` about what was just read. */
  refuse(what: string): AppError {
    return new AppError('usage.invalid', `The regex has ${what} at character ${this.#at + 1}.`);
  }
}
