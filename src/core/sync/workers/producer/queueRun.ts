import { toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { WorkersRunOptions } from '../../../remote/index.ts';
import { getBatch, RunLoop, type StoredBatch, takeResults } from '../../../remote/index.ts';
import { deviceIdOf } from '../../records/sharingState.ts';
import type { TeamQueue } from '../openTeamQueue.ts';
import { removeAnswers, waitingAnswers } from '../queue/answers.ts';
import { deadOf, removeDead } from '../queue/deadLetters.ts';
import { noMedia } from '../queue/namesMedia.ts';
import { rowsUnderWay, sendRows, withdrawRows } from '../queue/sendRows.ts';
import { readAnswers } from './readAnswers.ts';

const lookAgainMs = 500;
/** When the database cannot be had. */
const tryAgainMs = 2_000;
const rowsAtOnce = 200;
/** How often it is asked what the workers have, and what none could answer. */
const countAgainMs = 2_000;

export interface QueueRunOptions extends WorkersRunOptions {
  library: Library;
  /** Errors: why nothing can be put into the queue now. */
  teamQueue(): Promise<TeamQueue>;
}

/**
 * One batch whose rows the team's workers answer: puts waiting rows into the queue and takes
 * answers back. It may be killed anywhere. A row that is put there again is the same job; an answer
 * is removed from the team's database after it is kept here, and a row that has one keeps it.
 */
export class QueueRun extends RunLoop {
  readonly #options: QueueRunOptions;
  /** Up to where rows are in the queue, and of which round. */
  #sent = { position: -1, round: -1 };
  #underWay = 0;
  #countedAtMs = -Infinity;

  constructor(options: QueueRunOptions) {
    super();
    this.#options = options;
  }

  get inFlight(): number {
    return this.#underWay;
  }

  override async run(): Promise<void> {
    await super.run();
    // A batch that was stopped because the program ends goes on in the queue.
    if (this.isCancelled) await this.#withdrawAll().catch(() => undefined);
  }

  protected async advance(): Promise<number | undefined> {
    try {
      return await this.#goOn();
    } catch (error) {
      // Rows may have been taken out of the queue meanwhile; those that are there stay as they are.
      this.#sent = { position: -1, round: -1 };
      if (!this.signal.aborted) this.#options.onWaiting(toAppError(error));
      return tryAgainMs;
    }
  }

  async #goOn(): Promise<number | undefined> {
    const { blocked, onWaiting, rows, done } = this.#options;
    const problem = blocked();
    if (problem !== undefined) throw problem;
    const batch = this.#stored();
    if (batch === undefined) return undefined;
    const teamQueue = await this.#options.teamQueue();
    const taken = await this.#handleResults(teamQueue, batch);
    await this.#takeStock(teamQueue, batch);
    if (this.signal.aborted) return undefined;
    if (this.isPaused) return this.#park(teamQueue, batch);
    const isSending = await this.#send(teamQueue, batch);
    onWaiting(undefined);
    if (isSending || taken === rowsAtOnce) return 0;
    if (rows.read(-1, 1).length === 0 && done()) return undefined;
    return lookAgainMs;
  }

  #stored(): StoredBatch | undefined {
    return getBatch(this.#options.library, this.#options.batch.id);
  }

  /** True while more rows are left to be put into the queue. */
  async #send(teamQueue: TeamQueue, { id: batchId, kind, round }: StoredBatch): Promise<boolean> {
    if (this.#sent.round !== round) {
      // Rows that are asked again are not what died before.
      if (round > 0) await removeDead(teamQueue, { batchId, before: round });
      this.#sent = { position: -1, round };
    }
    const rows = this.#options.rows.read(this.#sent.position, rowsAtOnce);
    const last = rows.at(-1);
    if (last === undefined) return false;
    const deviceId = deviceIdOf(this.#options.library);
    await sendRows(
      teamQueue,
      kind,
      rows.map(({ customId, body }) => ({ deviceId, batchId, round, customId, body })),
    );
    this.#sent = { position: last.position, round };
    return true;
  }

  async #handleResults(teamQueue: TeamQueue, batch: StoredBatch): Promise<number> {
    const { library, end, reopen, flush, blocked } = this.#options;
    const deviceId = deviceIdOf(library);
    const answers = await waitingAnswers(teamQueue, {
      deviceId,
      batchId: batch.id,
      limit: rowsAtOnce,
    });
    // Cancelled meanwhile: nothing is kept any more.
    if (answers.length === 0 || this.signal.aborted) return 0;
    const ends = takeResults(library, batch, readAnswers(answers), noMedia);
    reopen(ends);
    for (const each of ends) end(each);
    if (!flush()) throw blocked() ?? new Error('The results could not be saved.');
    await removeAnswers(
      teamQueue,
      answers.map(({ jobId }) => jobId),
    );
    return answers.length;
  }

  /** How many rows the workers have, and which ones none could answer. */
  async #takeStock(teamQueue: TeamQueue, batch: StoredBatch): Promise<void> {
    const { clock, end } = this.#options;
    const nowMs = clock.nowMs();
    if (Math.abs(nowMs - this.#countedAtMs) < countAgainMs) return;
    this.#countedAtMs = nowMs;
    const { id: batchId, kind, round } = batch;
    this.#underWay = await rowsUnderWay(teamQueue, { kind, batchId });
    const usage = { inputTokens: 0, outputTokens: 0, cost: 0 };
    const dead = await deadOf(teamQueue, { batchId, round });
    // Retried meanwhile: they wait as others do.
    if (this.#stored()?.round !== round) return;
    for (const { customId, tries, reason } of dead) {
      const why = { errorCode: reason.code, errorMessage: reason.message };
      end({ batchId, customId, state: 'failed', attempts: tries, ...usage, ...why });
    }
  }

  /** Takes back what no worker has; ends when the workers have answered what they have. */
  async #park(teamQueue: TeamQueue, batch: StoredBatch): Promise<number | undefined> {
    await withdrawRows(teamQueue, [batch.id]);
    this.#sent = { position: -1, round: -1 };
    this.#underWay = await rowsUnderWay(teamQueue, { kind: batch.kind, batchId: batch.id });
    if (this.#underWay > 0) return lookAgainMs;
    // What was answered between the two looks.
    return (await this.#handleResults(teamQueue, batch)) === 0 ? undefined : 0;
  }

  async #withdrawAll(): Promise<void> {
    await withdrawRows(await this.#options.teamQueue(), [this.#options.batch.id]);
  }
}
