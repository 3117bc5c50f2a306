import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BatchKind,
  type QueuedKind,
  queuedKindSchema,
  type WorkInput,
  type WorkPlace,
  type WorkProgress,
  withHint,
} from '../../../../contract/index.ts';
import { type AppError, type Clock, type Logger, newId, toAppError } from '../../../base/index.ts';
import type { Lanes } from '../../../remote/index.ts';
import { RowPace } from '../../../remote/index.ts';
import type { TeamQueue } from '../openTeamQueue.ts';
import { removeWorker, reportWorker } from '../workerRegistry.ts';
import { KindWork } from './kindWork.ts';

/** How long the worker waits when it has nothing, and when it has work. */
const idleMs = 500;
const busyMs = 5;
const tryAgainMs = 2_000;
const reportMs = 5_000;
/** What is under way when the worker is to end may take so long. */
const finishMs = 20_000;
/** Fewer rows at a time are not worth a question. */
const minShare = 0.25;

export interface QueueWorkerOptions extends Pick<WorkInput, 'place' | 'concurrency' | 'kinds'> {
  teamQueue: TeamQueue;
  lanes: Lanes;
  clock: Clock;
  logger: Logger;
  name: string;
  version: string;
  /** Who answers on this machine, in words. */
  answersWith(place: WorkPlace, kinds: readonly BatchKind[]): Promise<string>;
  answersLocally(kind: BatchKind): Promise<boolean>;
}

/**
 * Takes rows from the team's queue and answers them. Killed, its rows are another worker's after
 * the lease; told to end, it finishes what is under way and gives back the rest.
 */
export class QueueWorker {
  readonly #options: QueueWorkerOptions;
  readonly #id = newId<string>();
  readonly #kinds: KindWork[];
  readonly #pace = new RowPace();
  readonly #ended = { done: 0, failed: 0 };
  #able: QueuedKind[] = [];
  #error: AppError | undefined;
  #reportedAtMs = -Infinity;
  #touchedAtMs = -Infinity;

  constructor(options: QueueWorkerOptions) {
    this.#options = options;
    const { teamQueue, lanes, clock, place, answersLocally } = options;
    const onEnd = (state: 'done' | 'failed'): void => {
      this.#ended[state]++;
      this.#pace.add(clock.nowMs());
    };
    this.#kinds = (options.kinds ?? queuedKindSchema.options).map(
      (kind) => new KindWork({ teamQueue, kind, place, lanes, clock, answersLocally, onEnd }),
    );
  }

  progress(): WorkProgress {
    const { teamQueue, name } = this.#options;
    // A kind that nobody here answers is no trouble while others get on.
    const troubles = this.#kinds.filter(({ held }) => held.size > 0);
    const waits = this.#able.length === 0 ? this.#kinds : troubles;
    const reason = this.#error ?? waits.find(({ trouble }) => trouble !== undefined)?.trouble;
    return {
      ...{ workspace: teamQueue.workspace.name, name, kinds: [...this.#able] },
      ...this.#now(),
      ...(reason !== undefined && { waitingFor: withHint(reason) }),
    };
  }

  /** Works until the signal aborts; then what is under way is finished or given back. */
  async run(signal: AbortSignal): Promise<void> {
    const { logger } = this.#options;
    while (!signal.aborted) {
      const waitMs = await this.#step().then(
        (ms) => {
          this.#error = undefined;
          return ms;
        },
        (error: unknown) => {
          const { code, message } = toAppError(error);
          if (this.#error?.message !== message) logger.warn('worker waiting', { code, message });
          this.#error = toAppError(error);
          return tryAgainMs;
        },
      );
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
    await this.#finish();
  }

  /** Gives how long to wait before the next one. */
  async #step(): Promise<number> {
    const { clock, teamQueue, concurrency = Infinity } = this.#options;
    for (const work of this.#kinds) await work.settle();
    const nowMs = clock.nowMs();
    // Several times in each lease, so that one lost message costs no row.
    if (Math.abs(nowMs - this.#touchedAtMs) > (teamQueue.leaseSeconds * 1_000) / 4) {
      for (const work of this.#kinds) await work.held.touch();
      this.#touchedAtMs = nowMs;
    }
    let fetched = 0;
    for (const work of this.#kinds) {
      if (work.isResting(nowMs)) continue;
      const room = await work.room();
      const left = Math.min(room, concurrency - this.#heldRows());
      if (left < 1 || left < minShare * work.held.size) continue;
      fetched += await work.fetch(left);
    }
    this.#able = this.#kinds.filter(({ isAble }) => isAble).map(({ kind }) => kind);
    if (Math.abs(nowMs - this.#reportedAtMs) > reportMs) await this.#report();
    return fetched > 0 || this.#heldRows() > 0 ? busyMs : idleMs;
  }

  async #finish(): Promise<void> {
    const { teamQueue, logger } = this.#options;
    for (const work of this.#kinds) work.pause();
    for (const work of this.#kinds) await work.held.touch().catch(() => undefined);
    const endMs = performance.now() + finishMs;
    while (performance.now() < endMs && this.#kinds.some(({ inFlight }) => inFlight > 0)) {
      await sleep(busyMs);
    }
    try {
      let given = 0;
      for (const work of this.#kinds) given += await work.giveBack();
      await removeWorker(teamQueue, this.#id);
      logger.info('worker stopped', { ...this.#ended, given });
    } catch (error) {
      // Its leases end by themselves.
      logger.warn('rows were not returned to the queue', { code: toAppError(error).code });
    }
  }

  async #report(): Promise<void> {
    const { teamQueue, name, version, place, answersWith } = this.#options;
    this.#reportedAtMs = this.#options.clock.nowMs();
    const kinds = this.#able;
    await reportWorker(teamQueue, {
      ...{ id: this.#id, name, version, kinds, answersWith: await answersWith(place, kinds) },
      ...this.#now(),
    });
  }

  #now(): Pick<WorkProgress, 'done' | 'failed' | 'underWay' | 'rowsPerSecond'> {
    return {
      ...this.#ended,
      underWay: this.#heldRows(),
      rowsPerSecond: this.#pace.perSecond(this.#options.clock.nowMs()) ?? 0,
    };
  }

  #heldRows(): number {
    return this.#kinds.reduce((sum, { held }) => sum + held.size, 0);
  }
}
