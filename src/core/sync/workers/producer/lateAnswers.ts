import { batchIdSchema } from '../../../../contract/index.ts';
import { type Logger, toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { Batches } from '../../../remote/index.ts';
import { getBatch, listBatches } from '../../../remote/index.ts';
import { deviceIdOf } from '../../records/sharingState.ts';
import type { TeamQueue } from '../openTeamQueue.ts';
import { answeredBatches, removeAnswers, waitingAnswers } from '../queue/answers.ts';
import { withdrawRows } from '../queue/sendRows.ts';
import { readAnswers } from './readAnswers.ts';

const lookAgainMs = 15_000;
const rowsAtOnce = 200;
const maxBatches = 500;

export interface LateAnswersOptions {
  library: Library;
  logger: Logger;
  teamQueue(): Promise<TeamQueue>;
  batches: Pick<Batches, 'takeResults'>;
}

/**
 * What the team's database still has of batches that do not run here: answers of dead letters that
 * were tried again are kept, those of cancelled or removed batches dropped, and rows of batches
 * that were paused or cancelled while the database was away are taken out of the queue.
 */
export class LateAnswers {
  readonly #options: LateAnswersOptions;
  readonly #timer: NodeJS.Timeout;
  #isLooking = false;

  constructor(options: LateAnswersOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#look(), lookAgainMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      await this.#takeAll();
    } catch (error) {
      // It waits for its time; a batch that runs says why.
      this.#options.logger.info('late results are waiting', { code: toAppError(error).code });
    } finally {
      this.#isLooking = false;
    }
  }

  async #takeAll(): Promise<void> {
    const { library } = this.#options;
    const known = listBatches(library, maxBatches).filter(({ place }) => place === 'workers');
    if (known.length === 0) return;
    const teamQueue = await this.#options.teamQueue();
    const stopped = known.filter(({ state }) => state === 'paused' || state === 'cancelled');
    await withdrawRows(
      teamQueue,
      stopped.map(({ id }) => id),
    );
    for (const { batchId } of await answeredBatches(teamQueue, deviceIdOf(library))) {
      await this.#takeOf(teamQueue, batchId);
    }
  }

  async #takeOf(teamQueue: TeamQueue, batchId: string): Promise<void> {
    const { library, batches } = this.#options;
    for (;;) {
      const id = batchIdSchema.safeParse(batchId).data;
      const batch = id === undefined ? undefined : getBatch(library, id);
      // Its own run takes them.
      if (batch?.state === 'running') return;
      const deviceId = deviceIdOf(library);
      const answers = await waitingAnswers(teamQueue, { deviceId, batchId, limit: rowsAtOnce });
      if (answers.length === 0) return;
      if (batch !== undefined && batch.state !== 'cancelled') {
        batches.takeResults(batch.id, readAnswers(answers));
      }
      await removeAnswers(
        teamQueue,
        answers.map(({ jobId }) => jobId),
      );
    }
  }
}
