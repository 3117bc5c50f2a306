import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, toAppError } from '../../base/index.ts';
import type { FileLock } from '../../db/index.ts';
import { RemoteConnections } from '../endpoints/remoteConnections.ts';
import { RemoteError } from '../endpoints/remoteError.ts';
import { lockName, recallName } from './journal/journalFiles.ts';
import { JournalWriter } from './journal/journalWriter.ts';
import type { FromCourier, ToCourier } from './messages.ts';

/** How long a courier goes on for what its process had sent before it died. */
const maxAloneMs = 600_000;
/** How soon it sees that it is recalled. */
const recallMs = 200;

export interface CourierPort {
  send(message: FromCourier): void;
  /** `lockFile` of the library room, which a courier needs nothing else of. */
  lock(file: string): FileLock | undefined;
  /** Ends this process. */
  exit(): void;
}

interface Opened {
  folder: string;
  courierId: string;
  lock: FileLock;
  journal: JournalWriter;
}

/**
 * Sends rows of batches for another process, and outlives it. What is sent and what is answered
 * goes to a journal first. When the other process dies, what is under way is finished, at most
 * until it is too late for any answer or the user goes offline; nothing new is sent. Keys and texts
 * are in memory alone: of a request, the journal has which row it was for.
 */
export class ServedCourier {
  readonly #port: CourierPort;
  readonly #connections = new RemoteConnections();
  readonly #underWay = new Map<number, AbortController>();
  #opened: Opened | undefined;
  #isAlone = false;

  constructor(port: CourierPort) {
    this.#port = port;
  }

  receive(message: ToCourier): void {
    // Whoever asked is gone, and these would not be noted before the next one looks.
    if (this.#isAlone) return;
    switch (message.type) {
      case 'open':
        this.#open(message);
        return;
      case 'send':
        void this.#send(message);
        return;
      case 'giveUp':
        this.#underWay.get(message.number)?.abort();
        return;
      case 'kept':
        this.#opened?.journal.over(message.numbers);
        return;
      case 'end':
        this.#end();
        return;
      default:
        message satisfies never;
    }
  }

  /** The process that started this one has gone. */
  alone(): void {
    if (this.#isAlone) return;
    this.#isAlone = true;
    this.#opened?.journal.alone();
    if (this.#underWay.size === 0) {
      this.#end();
      return;
    }
    setTimeout(() => this.#end(), maxAloneMs);
    setInterval(() => {
      if (this.#isRecalled()) this.#end();
    }, recallMs);
  }

  #isRecalled(): boolean {
    const opened = this.#opened;
    return opened !== undefined && existsSync(join(opened.folder, recallName(opened.courierId)));
  }

  #open({ folder, courierId }: { folder: string; courierId: string }): void {
    mkdirSync(folder, { recursive: true });
    const lock = this.#port.lock(join(folder, lockName(courierId)));
    if (lock === undefined) throw new AppError('library.inUse', `Another courier is ${courierId}.`);
    const journal = new JournalWriter({ folder, courierId });
    this.#opened = { folder, courierId, lock, journal };
    this.#port.send({ type: 'ready' });
  }

  async #send(message: Extract<ToCourier, { type: 'send' }>): Promise<void> {
    const { number, row, target, key, request } = message;
    const journal = this.#opened?.journal;
    const giveUp = new AbortController();
    this.#underWay.set(number, giveUp);
    journal?.sent(number, row);
    try {
      const answer = await this.#connections.send(target, key, request, giveUp.signal);
      journal?.answered(number, answer.text);
      this.#port.send({ type: 'answered', number, ...answer });
    } catch (error) {
      journal?.over([number]);
      const { code, message: words } = toAppError(error);
      const failure = error instanceof RemoteError ? error.failure : undefined;
      this.#port.send({ type: 'failed', number, code, message: words, failure });
    } finally {
      this.#underWay.delete(number);
      if (this.#isAlone && this.#underWay.size === 0) this.#end();
    }
  }

  /** What is still under way is given up. */
  #end(): void {
    const opened = this.#opened;
    this.#opened = undefined;
    if (opened !== undefined) {
      const { folder, courierId, lock, journal } = opened;
      journal.over([...this.#underWay.keys()]);
      journal.close();
      lock.release();
      // The journal is gone as well: nothing is left to be taken up.
      if (journal.isSettled) rmSync(join(folder, lockName(courierId)), { force: true });
      rmSync(join(folder, recallName(courierId)), { force: true });
    }
    this.#port.exit();
  }
}
