import { Buffer } from 'node:buffer';
import { appendFileSync, closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeEntry, type RowNote } from './journalEntries.ts';
import { journalName } from './journalFiles.ts';

const usualPartBytes = 4_000_000;

export interface JournalWriterOptions {
  folder: string;
  courierId: string;
  /** A file that is longer goes on as another one, with what is still of use. */
  partBytes?: number;
}

/**
 * A courier's notes. Each is with the operating system before it is acted on, so that it outlives
 * the process; a machine that loses power may lose the last ones. When the disk is full the work
 * goes on without: a kill then costs what it would cost without notes.
 */
export class JournalWriter {
  readonly #folder: string;
  readonly #courierId: string;
  readonly #partBytes: number;
  /** The lines of requests whose answers are not in the library yet. */
  readonly #unsettled = new Map<number, string[]>();
  #file: number;
  #part = 1;
  #sizeBytes = 0;
  #nextPartAtBytes: number;
  #isTorn = false;

  constructor({ folder, courierId, partBytes = usualPartBytes }: JournalWriterOptions) {
    this.#folder = folder;
    this.#courierId = courierId;
    this.#partBytes = partBytes;
    this.#nextPartAtBytes = partBytes;
    this.#file = this.#open();
  }

  /** No answer waits to be kept, and none is under way. */
  get isSettled(): boolean {
    return this.#unsettled.size === 0;
  }

  sent(number: number, row: RowNote): void {
    const line = encodeEntry({ sent: number, row });
    this.#unsettled.set(number, [line]);
    this.#append(line);
  }

  answered(number: number, text: string): void {
    const line = encodeEntry({ answered: number, text });
    this.#unsettled.get(number)?.push(line);
    this.#append(line);
  }

  over(numbers: readonly number[]): void {
    const known = numbers.filter((number) => this.#unsettled.delete(number));
    if (known.length > 0) this.#append(encodeEntry({ over: known }));
  }

  /** The last part: readers may take it that nothing before this line is missing. */
  alone(): void {
    this.#nextPartAtBytes = Number.POSITIVE_INFINITY;
    this.#append(encodeEntry({ alone: true }));
  }

  /** Removes what nobody needs any more. */
  close(): void {
    closeSync(this.#file);
    if (this.isSettled) rmSync(this.#path(this.#part), { force: true });
  }

  #append(line: string): void {
    try {
      // What is whole must not be read as the end of a line that is not.
      const text = this.#isTorn ? `\n${line}` : line;
      this.#isTorn = true;
      appendFileSync(this.#file, text);
      this.#isTorn = false;
      this.#sizeBytes += Buffer.byteLength(text);
    } catch {
      // See above.
      return;
    }
    if (this.#sizeBytes >= this.#nextPartAtBytes) this.#startPart();
  }

  /** Both files are there for a moment, and say the same. */
  #startPart(): void {
    const text = [...this.#unsettled.values()].flat().join('');
    const sizeBytes = Buffer.byteLength(text);
    this.#nextPartAtBytes = Math.max(this.#partBytes, 2 * sizeBytes);
    const next = this.#part + 1;
    try {
      writeFileSync(this.#path(next), text, { mode: 0o600 });
      const file = openSync(this.#path(next), 'a');
      closeSync(this.#file);
      rmSync(this.#path(this.#part), { force: true });
      this.#file = file;
      this.#part = next;
      this.#sizeBytes = sizeBytes;
    } catch {
      // The file goes on, and is longer.
      this.#nextPartAtBytes += this.#sizeBytes;
    }
  }

  #open(): number {
    return openSync(this.#path(this.#part), 'a', 0o600);
  }

  #path(part: number): string {
    return join(this.#folder, journalName(this.#courierId, part));
  }
}
