import { type AppError, toAppError } from '../../../base/index.ts';
import type { RowEnd } from './batchRepository.ts';

const maxRows = 64;
const maxWaitMs = 5;
const writeAgainMs = 1_000;

/**
 * Collects how rows ended and keeps them in few transactions: one for each row would wait for the
 * disk each time. What a kill takes, at most the last moment's rows, is asked again. When the
 * library cannot be written, nothing is lost: it is tried again until it can.
 */
export class RowWriter {
  readonly #write: (ends: readonly RowEnd[]) => void;
  #ends: RowEnd[] = [];
  #timer: NodeJS.Timeout | undefined;
  #error: AppError | undefined;
  #isClosed = false;

  /** `write` keeps all of them, or throws and keeps none. */
  constructor(write: (ends: readonly RowEnd[]) => void) {
    this.#write = write;
  }

  /** Why the last rows are not kept yet, such as `disk.full`. */
  get error(): AppError | undefined {
    return this.#error;
  }

  add(end: RowEnd): void {
    if (this.#isClosed) return;
    this.#ends.push(end);
    if (this.#ends.length >= maxRows && this.#error === undefined) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), maxWaitMs);
  }

  /** True when everything is kept. */
  flush(): boolean {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#ends.length === 0) return true;
    try {
      this.#write(this.#ends);
      this.#ends = [];
      this.#error = undefined;
      return true;
    } catch (error) {
      this.#error = toAppError(error);
      this.#timer = setTimeout(() => this.flush(), writeAgainMs);
      return false;
    }
  }

  /** The last try; what cannot be kept now is asked again at the next start. */
  close(): void {
    this.flush();
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }
}
