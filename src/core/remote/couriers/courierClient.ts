import { isErrorCode } from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { ChildProcess } from '../../host/index.ts';
import { RemoteError } from '../endpoints/remoteError.ts';
import type { RemoteTarget, SentAnswer, SentRequest } from '../endpoints/types.ts';
import type { RowNote } from './journal/journalEntries.ts';
import type { FromCourier, ToCourier } from './messages.ts';
import { rowKey } from './rowKey.ts';

export interface Errand {
  target: RemoteTarget;
  key: string | undefined;
  request: SentRequest;
  row: RowNote;
  signal: AbortSignal | undefined;
}

interface Pending {
  row: RowNote;
  resolve(answer: SentAnswer): void;
  reject(error: AppError): void;
}

/** One courier of this process: started for the first request, ended by whoever holds it. */
export class CourierClient {
  readonly id = newId<string>();
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  /** By row: answers that are not in the library yet. */
  readonly #answered = new Map<string, number>();
  /** False when it could not be started. */
  readonly #ready: Promise<boolean>;
  readonly #exited: Promise<void>;
  #becomeReady = (_isReady: boolean): void => {};
  #hasEnded = false;
  #lastNumber = 0;

  /** `onEnd` is called when the process has ended, however. */
  constructor(child: ChildProcess, folder: string, onEnd: () => void) {
    this.#child = child;
    this.#ready = new Promise((resolve) => {
      this.#becomeReady = resolve;
    });
    child.onMessage((message) => this.#receive(message as FromCourier));
    this.#exited = new Promise((resolve) => {
      child.onExit((reason) => {
        this.#hasEnded = true;
        this.#becomeReady(false);
        const words = `The process that sends requests ended in the middle of its work: ${reason}.`;
        for (const { reject } of this.#pending.values()) {
          reject(new AppError('worker.crashed', words));
        }
        this.#pending.clear();
        onEnd();
        resolve();
      });
    });
    this.#tell({ type: 'open', folder, courierId: this.id });
  }

  /** Nothing is under way, and every answer is in the library. */
  get isIdle(): boolean {
    return this.#pending.size === 0 && this.#answered.size === 0;
  }

  /**
   * Undefined when the process could not be started, so that nothing was sent. Errors: RemoteError,
   * `worker.crashed`; the signal's reason when it aborts.
   */
  async send({ target, key, request, row, signal }: Errand): Promise<SentAnswer | undefined> {
    // Sent earlier, a request could wait in a pipe that no journal tells of.
    if (!(await this.#ready)) return undefined;
    signal?.throwIfAborted();
    if (this.#hasEnded) throw new AppError('worker.crashed', 'The process that sends has ended.');
    // The answer before this one did not do.
    this.kept([row]);
    const number = ++this.#lastNumber;
    const giveUp = (): void => {
      const pending = this.#pending.get(number);
      if (!this.#pending.delete(number)) return;
      this.#tell({ type: 'giveUp', number });
      pending?.reject(new AppError('job.cancelled', 'The request was given up.'));
    };
    try {
      return await new Promise((resolve, reject) => {
        this.#pending.set(number, { row, resolve, reject });
        signal?.addEventListener('abort', giveUp, { once: true });
        this.#tell({ type: 'send', number, row, target, key, request });
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  kept(rows: readonly Pick<RowNote, 'batchId' | 'customId'>[]): void {
    if (this.#answered.size === 0) return;
    const numbers = rows.flatMap((row) => {
      const key = rowKey(row);
      const number = this.#answered.get(key);
      this.#answered.delete(key);
      return number === undefined ? [] : [number];
    });
    if (numbers.length > 0) this.#tell({ type: 'kept', numbers });
  }

  /** Gives up what is under way. Answers that are not kept stay in the journal. */
  async end(withinMs: number): Promise<void> {
    this.#tell({ type: 'end' });
    const timer = setTimeout(() => this.#child.kill(), withinMs);
    await this.#exited;
    clearTimeout(timer);
  }

  #tell(message: ToCourier): void {
    this.#child.send(message);
  }

  #receive(message: FromCourier): void {
    switch (message.type) {
      case 'ready':
        this.#becomeReady(true);
        return;
      case 'answered': {
        const { number, text, latencyMs } = message;
        const pending = this.#take(number);
        // Given up a moment ago: whoever reads the journal may have it.
        if (pending === undefined) return;
        this.#answered.set(rowKey(pending.row), number);
        pending.resolve({ text, latencyMs });
        return;
      }
      case 'failed':
        this.#take(message.number)?.reject(errorOf(message));
        return;
      default:
        message satisfies never;
    }
  }

  #take(number: number): Pending | undefined {
    const pending = this.#pending.get(number);
    this.#pending.delete(number);
    return pending;
  }
}

function errorOf({ code, message, failure }: Extract<FromCourier, { type: 'failed' }>): AppError {
  const known = isErrorCode(code) ? code : 'worker.failed';
  return failure === undefined
    ? new AppError(known, message)
    : new RemoteError(known, message, failure);
}
