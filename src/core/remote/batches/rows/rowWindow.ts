import type { Lane } from '../lanes/lane.ts';
import type { WaitingRow } from './batchRepository.ts';

/** Rows in memory at a time. */
const rowsAtOnce = 512;

export interface RowUsage {
  inputTokens: number;
  outputTokens: number;
  cost: number;
}

export interface WindowRow extends WaitingRow {
  attempts: number;
  /** Not asked earlier. */
  notBeforeMs: number;
  /** Where it was asked last, in vain: another server goes first. */
  failedIn?: Lane;
  /** What its answers have taken so far. */
  usage: RowUsage;
  /** Why the last answer did not fit; told to the model with the next question. */
  validationError?: string | undefined;
}

export interface RowSource {
  /** Waiting rows after a position. */
  read(after: number, limit: number): WaitingRow[];
  /** Rows keep coming, so that it is never read to its end. */
  isEndless?: boolean;
}

/** The rows of a batch that are to be asked, a few at a time, and those to be asked again. */
export class RowWindow {
  readonly #source: RowSource;
  /** Last first. */
  #rows: WindowRow[] = [];
  #again: WindowRow[] = [];
  #position = -1;
  #isRead = false;

  constructor(source: RowSource) {
    this.#source = source;
  }

  /** Nothing is left, also in the library; rows that are being asked are elsewhere. */
  get isEmpty(): boolean {
    return this.#isRead && this.#rows.length === 0 && this.#again.length === 0;
  }

  /** The row that is due, which stays until it is taken. */
  next(nowMs: number): WindowRow | undefined {
    const again = this.#again.find(({ notBeforeMs }) => notBeforeMs <= nowMs);
    if (again !== undefined) return again;
    // While many are to be asked again, the servers have trouble enough.
    if (this.#rows.length === 0 && !this.#isRead && this.#again.length < rowsAtOnce) this.#fill();
    return this.#rows.at(-1);
  }

  take(row: WindowRow): void {
    if (this.#rows.at(-1) === row) this.#rows.pop();
    else this.#again.splice(this.#again.indexOf(row), 1);
  }

  again(row: WindowRow): void {
    this.#again.push(row);
  }

  /** Reads again from the first row that waits; none may be under way or not kept yet. */
  rewind(): void {
    this.#position = -1;
    this.#isRead = false;
  }

  /** Until a row is due that is to be asked again. */
  nextInMs(nowMs: number): number {
    const due = Math.min(...this.#again.map(({ notBeforeMs }) => notBeforeMs));
    return Math.max(1, due - nowMs);
  }

  #fill(): void {
    const { isEndless = false } = this.#source;
    const read = this.#source.read(this.#position, rowsAtOnce);
    this.#position = read.at(-1)?.position ?? this.#position;
    this.#isRead = !isEndless && read.length < rowsAtOnce;
    const usage = { inputTokens: 0, outputTokens: 0, cost: 0 };
    this.#rows = read.map((row) => ({ ...row, attempts: 0, notBeforeMs: 0, usage })).reverse();
  }
}
