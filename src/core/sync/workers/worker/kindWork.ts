import type { BatchId, BatchKind, QueuedKind, WorkPlace } from '../../../../contract/index.ts';
import { AppError, type Clock, newId, toAppError } from '../../../base/index.ts';
import type { Lanes } from '../../../remote/index.ts';
import { BatchRun } from '../../../remote/index.ts';
import type { TeamQueue } from '../openTeamQueue.ts';
import { noMedia } from '../queue/namesMedia.ts';
import { HeldRows } from './heldRows.ts';

/** For so long rows wait for who is to answer them, before others get them. */
const patienceMs = 15_000;
/** How soon a queue that had less than was asked for is asked again. */
const dryMs = 1_000;
/** Rows that are fetched ahead, so that nobody waits for the queue. */
const ahead = 2;

export interface KindWorkOptions {
  teamQueue: TeamQueue;
  kind: QueuedKind;
  place: WorkPlace;
  lanes: Lanes;
  clock: Clock;
  /** Whether this machine has a model for the kind. */
  answersLocally(kind: BatchKind): Promise<boolean>;
  onEnd(state: 'done' | 'failed'): void;
}

/** Answers the rows of one kind, as a batch of its own that does not end. */
export class KindWork {
  readonly kind: QueuedKind;
  readonly held: HeldRows;
  readonly #options: KindWorkOptions;
  #run: BatchRun | undefined;
  #isAble = false;
  #dryUntilMs = -Infinity;
  #trouble: AppError | undefined;
  #troubleSinceMs: number | undefined;
  /** Why ends cannot be told: nothing more is begun meanwhile. */
  #untold: AppError | undefined;

  constructor(options: KindWorkOptions) {
    this.#options = options;
    this.kind = options.kind;
    this.held = new HeldRows(options.teamQueue, options.kind);
  }

  get inFlight(): number {
    return this.#run?.inFlight ?? 0;
  }

  /** Whether somebody on this machine answered rows of this kind when it was last looked at. */
  get isAble(): boolean {
    return this.#isAble;
  }

  /** True a moment after the queue was empty: nothing is to be done. */
  isResting(nowMs: number): boolean {
    return this.held.size === 0 && nowMs < this.#dryUntilMs;
  }

  /** Why nothing gets on; undefined when it does, or has nothing to do. */
  get trouble(): AppError | undefined {
    return this.#trouble;
  }

  /** Tells how rows ended, and keeps the others. Errors: those of the database. */
  async settle(): Promise<void> {
    try {
      await this.held.settle();
      this.#untold = undefined;
    } catch (error) {
      this.#untold = toAppError(error);
      throw error;
    }
  }

  /** How many rows more this machine would take now; 0 and `trouble` when nobody here answers. */
  async room(): Promise<number> {
    const { clock } = this.#options;
    const nowMs = clock.nowMs();
    try {
      const limit = await this.#limit();
      this.#troubleSinceMs = undefined;
      this.#trouble = undefined;
      this.#isAble = true;
      return Math.max(0, ahead * limit - this.held.size);
    } catch (error) {
      this.#trouble = toAppError(error);
      this.#isAble = false;
      // Looking again soon costs a look at the models and the servers.
      this.#dryUntilMs = nowMs + dryMs;
      this.#troubleSinceMs ??= nowMs;
      if (nowMs - this.#troubleSinceMs > patienceMs) await this.giveBack();
      return 0;
    }
  }

  /** Gives how many rows came; a queue that was empty a moment ago is not asked. */
  async fetch(limit: number): Promise<number> {
    const nowMs = this.#options.clock.nowMs();
    if (nowMs < this.#dryUntilMs) return 0;
    const rows = await this.held.fetch(limit);
    if (rows < limit) this.#dryUntilMs = nowMs + dryMs;
    if (rows > 0) {
      if (this.#run === undefined) this.#begin();
      this.#run?.resume();
    }
    return rows;
  }

  /** Gives up what is under way, for others to take; gives how many rows. */
  async giveBack(): Promise<number> {
    this.#run?.stop('park');
    this.#run = undefined;
    return this.held.giveBack();
  }

  /** Nothing more is begun; what is under way goes on. */
  pause(): void {
    this.#run?.pause();
  }

  /** How many rows are answered well at a time. Errors: why none is. */
  async #limit(): Promise<number> {
    const { kind, place, lanes, clock, answersLocally } = this.#options;
    const local = async (): Promise<number> => {
      if (!(await answersLocally(kind))) {
        throw new AppError('model.missing', `This computer has no model for ${kind}.`);
      }
      // After failures in a row, one row finds out.
      return lanes.local.isDown ? 1 : lanes.local.limit;
    };
    const remote = async (): Promise<number> => {
      const all = await lanes.of(kind);
      for (const lane of all) void lane.revive(clock);
      const up = all.filter(({ isDown }) => !isDown);
      const [down] = all;
      if (up.length === 0) {
        throw down?.trouble(clock.nowMs()) ?? new AppError('endpoint.none', 'No server responds.');
      }
      return up.reduce((sum, { limit }) => sum + limit, 0);
    };
    switch (place) {
      case 'local':
        return local();
      case 'remote':
        return remote();
      case 'remote-then-local':
        try {
          return await remote();
        } catch (error) {
          return await local().catch(() => {
            throw error;
          });
        }
      default:
        return place satisfies never;
    }
  }

  #begin(): void {
    const { kind, place, lanes, clock, onEnd } = this.#options;
    const batch = { id: newId<BatchId>(), kind, place };
    const run = new BatchRun({
      ...{ batch, lanes, clock, media: noMedia },
      rows: {
        read: (_after, limit) => this.held.begin(limit),
        isEndless: true,
      },
      end: (end) => {
        if (this.held.end(end)) onEnd(end.state === 'failed' ? 'failed' : 'done');
      },
      blocked: () => this.#untold,
      done: () => false,
      onWaiting: (reason) => {
        this.#trouble = reason;
      },
    });
    this.#run = run;
    void run.run();
  }
}
