import type { BatchKind } from '../../../../contract/index.ts';
import type { RowEnd, WaitingRow } from '../../../remote/index.ts';
import type { TeamQueue } from '../openTeamQueue.ts';
import { type AnsweredRow, storeAnswers } from '../queue/answers.ts';
import { bossTransaction } from '../queue/bossDatabase.ts';
import { type Reason, toJobOutput } from '../queue/deadLetters.ts';
import { namesMedia } from '../queue/namesMedia.ts';
import { queueOf } from '../queue/queueNames.ts';
import { type QueuedRow, readJobData } from '../queue/rowJob.ts';

/** The try of a job that this machine holds; another try is not ours to end. */
interface Held {
  id: string;
  retryCount: number;
  row: QueuedRow;
}

interface Failed {
  held: Pick<Held, 'id' | 'retryCount'>;
  reason: Reason;
}

/**
 * The rows of one kind that this machine has taken from the queue: those that were not begun yet,
 * those under way, and those that ended and are to be told.
 */
export class HeldRows {
  readonly #teamQueue: TeamQueue;
  readonly #kind: BatchKind;
  readonly #queue: string;
  readonly #held = new Map<string, Held>();
  #notBegun: WaitingRow[] = [];
  #answers: AnsweredRow[] = [];
  #failures: Failed[] = [];
  #position = 0;

  constructor(teamQueue: TeamQueue, kind: BatchKind) {
    this.#teamQueue = teamQueue;
    this.#kind = kind;
    this.#queue = queueOf(teamQueue, kind);
  }

  /** Rows that this machine has to end or to give back. */
  get size(): number {
    return this.#held.size;
  }

  /** Takes more from the queue; gives how many there were. */
  async fetch(limit: number): Promise<number> {
    const jobs = await this.#teamQueue.boss.fetch(this.#queue, { batchSize: limit });
    for (const { id, data, retryCount } of jobs) {
      const row = readJobData(data);
      if (row === undefined || namesMedia(row.body)) {
        // Media of another device's library are not here, and this machine's are nobody's business.
        const reason: Reason =
          row === undefined
            ? { code: 'usage.invalid', message: 'It is not a request of a batch.' }
            : {
                code: 'workers.noMedia',
                message: 'It refers to media, which the queue does not support.',
              };
        this.#failures.push({ held: { id, retryCount }, reason });
        continue;
      }
      this.#held.set(id, { id, retryCount, row });
      // A job's id is known to one batch alone, so it names the row here.
      this.#notBegun.push({ customId: id, position: this.#position++, body: { ...row.body } });
    }
    return jobs.length;
  }

  /** Rows to begin with, in the order of the queue. */
  begin(limit: number): WaitingRow[] {
    return this.#notBegun.splice(0, limit);
  }

  /** How a row ended here. */
  end({ customId: id, state, response, errorCode, errorMessage = '' }: RowEnd): boolean {
    const held = this.#held.get(id);
    if (held === undefined) return false;
    if (state === 'failed') {
      const code = errorCode ?? 'internal.unexpected';
      this.#failures.push({ held, reason: { code, message: errorMessage } });
    } else {
      // One that does not fit goes back too: its device rejects it.
      const { deviceId, batchId, customId } = held.row;
      const answer = JSON.stringify(response);
      this.#answers.push({
        ...{ jobId: id, deviceId, batchId, answer },
        customId: JSON.stringify(customId),
      });
    }
    return true;
  }

  /** Tells how rows ended; what cannot be told now is told with the next ones. */
  async settle(): Promise<void> {
    const [answers, failures] = [this.#answers, this.#failures];
    this.#answers = [];
    this.#failures = [];
    try {
      if (answers.length > 0) await storeAnswers(this.#teamQueue, this.#kind, answers);
      for (const { jobId } of answers.splice(0)) this.#held.delete(jobId);
      while (failures.length > 0) {
        const [failed] = failures;
        if (failed === undefined) break;
        const { id, retryCount } = failed.held;
        const output = toJobOutput(failed.reason);
        await this.#teamQueue.boss.fail(this.#queue, { id, retryCount }, output);
        this.#held.delete(id);
        failures.shift();
      }
    } finally {
      this.#answers.unshift(...answers);
      this.#failures.unshift(...failures);
    }
  }

  /** Says that this machine still has its rows. */
  async touch(): Promise<void> {
    if (this.#held.size === 0) return;
    await this.#teamQueue.boss.touch(this.#queue, this.#attempts());
  }

  /** Puts back what has no answer, for others to take at once; gives how many there were. */
  async giveBack(): Promise<number> {
    await this.settle();
    const held = this.#attempts();
    this.#held.clear();
    this.#notBegun = [];
    if (held.length === 0) return 0;
    await this.#teamQueue.db.transaction(async (tx) => {
      const db = bossTransaction(tx);
      await this.#teamQueue.boss.cancel(this.#queue, held, { db });
      const ids = held.map(({ id }) => id);
      await this.#teamQueue.boss.resume(this.#queue, ids, { db });
    });
    return held.length;
  }

  #attempts(): { id: string; retryCount: number }[] {
    return [...this.#held.values()].map(({ id, retryCount }) => ({ id, retryCount }));
  }
}
