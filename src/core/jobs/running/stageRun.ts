import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode, JobId, VideoId } from '../../../contract/index.ts';
import { AppError, type Clock, toAppError } from '../../base/index.ts';
import type { Claims } from '../admission/claims.ts';
import type { ResourceSlots, Slot } from '../admission/resourceSlots.ts';
import type { ProgressDetail, Stage, StageContext, StopReason } from '../jobKind.ts';
import type { JobRepository } from '../store/jobRepository.ts';

/** What the runs of all jobs share. */
export interface RunTools {
  repository: JobRepository;
  slots: ResourceSlots;
  claims: Claims;
  clock: Clock;
  /** Called after each stored change of the job. */
  onChange(jobId: JobId): void;
  /** Called when a stage gave its resource back for a while, or has it again. */
  onAway(): void;
}

/** The job as its stages see it, one after the other. */
export interface JobInWork {
  readonly id: JobId;
  readonly priority: number;
  readonly createdAtMs: number;
  payload: Record<string, unknown>;
  exclusiveKeys: string[];
}

export interface StageRunOptions {
  job: JobInWork;
  stage: Stage<never>;
  position: number;
  tools: RunTools;
  signal: AbortSignal;
  stopReason(): StopReason | undefined;
  /** A write of the queue itself failed: the job has to end. */
  onFault(error: AppError): void;
  /** The stage gave its resource back for a while, or has it again. */
  onAway(isAway: boolean): void;
}

const progressEveryMs = 250;
const maxMessage = 2_000;
const maxDetail = 200;
/** How often a stage that waits for the job's children looks at them. */
const childrenEveryMs = 200;

/** Runs one stage once: waits for its slot, serves its context, stores how it ended. */
export class StageRun {
  readonly #options: StageRunOptions;
  #slot: Slot | undefined;
  #isOver = false;
  #payload: Record<string, unknown>;
  #startedAtMs = 0;
  /** Time spent in line for keys and slots, which says nothing about the work. */
  #waitedMs = 0;
  #permille = 0;
  #detail: ProgressDetail | undefined;
  readonly #writes: (() => void)[] = [];
  /** True while the stage works without its slot. */
  #isAway = false;
  #writtenAtMs = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Claims and pauses of one stage happen one after the other: there is one slot to give. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: StageRunOptions) {
    this.#options = options;
    this.#payload = options.job.payload;
  }

  /** Rejects with what the stage threw, or with the signal's reason when it ended by that. */
  async run(): Promise<void> {
    const { job, stage, position, tools, signal } = this.#options;
    try {
      await this.#enter(job.createdAtMs);
      this.#startedAtMs = tools.clock.nowMs();
      tools.repository.beginStage(job.id, position, this.#startedAtMs);
      tools.onChange(job.id);
      await stage.run(this.#context());
      // A stage that returns early because of the abort has not done its work.
      signal.throwIfAborted();
      clearTimeout(this.#timer);
      tools.repository.endStage({
        jobId: job.id,
        position,
        startedAtMs: this.#startedAtMs + this.#waitedMs,
        finishedAtMs: tools.clock.nowMs(),
        write: () => {
          for (const write of this.#writes) write();
          return this.#payload;
        },
      });
      this.#close();
      job.payload = this.#payload;
      tools.onChange(job.id);
    } finally {
      this.#close();
      this.#slot?.release();
    }
  }

  #context(): StageContext<never> {
    const run = this;
    const { job, signal } = this.#options;
    return {
      jobId: job.id,
      signal,
      stopReason: this.#options.stopReason,
      get payload() {
        // Enqueued under the same kind, whose stages alone change it.
        return run.#payload as never;
      },
      progress: (fraction, detail) => run.#progress(fraction, detail),
      warn: (code, message) => run.#warn(code, message),
      update: (change) => {
        if (!run.#isDeaf()) run.#payload = { ...run.#payload, ...(change as object) };
      },
      setVideo: (videoId) => run.#setVideo(videoId),
      writeAtEnd: (write) => {
        if (!run.#isDeaf()) run.#writes.push(write);
      },
      claim: (key) => (run.#isAway ? run.#claim(key) : run.#inTurn(() => run.#claim(key))),
      yieldSlot: () => (run.#isAway ? Promise.resolve() : run.#inTurn(() => run.#yieldSlot())),
      releaseWhile: (work) => run.#releaseWhile(work),
      childrenEnded: () => run.#releaseWhile(() => run.#childrenEnded()),
    };
  }

  /** After its end or an abort a stage can change nothing any more. */
  #isDeaf(): boolean {
    return this.#isOver || this.#options.signal.aborted;
  }

  /** Native code reports progress from callbacks, where nothing catches an error: never throws. */
  #progress(fraction: number, detail?: ProgressDetail): void {
    if (this.#isDeaf() || Number.isNaN(fraction)) return;
    const permille = Math.round(Math.min(1, Math.max(0, fraction)) * 1000);
    if (permille <= this.#permille && detail === undefined) return;
    this.#permille = Math.max(permille, this.#permille);
    if (detail !== undefined) this.#detail = { ...detail, ...cutText(detail.text) };
    const dueInMs = this.#writtenAtMs + progressEveryMs - this.#options.tools.clock.nowMs();
    // More than that is left when the clock was set back meanwhile.
    if (dueInMs <= 0 || dueInMs > progressEveryMs) this.#writeProgress();
    else this.#timer ??= setTimeout(() => this.#writeProgress(), dueInMs);
  }

  #writeProgress(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isDeaf()) return;
    const { job, position, tools } = this.#options;
    this.#writtenAtMs = tools.clock.nowMs();
    this.#write(() =>
      tools.repository.setProgress(job.id, position, {
        permille: this.#permille,
        detail: this.#detail,
      }),
    );
  }

  #warn(code: ErrorCode, message: string): void {
    const { job, position, tools } = this.#options;
    const text = message.slice(0, maxMessage);
    this.#write(() => tools.repository.addWarning(job.id, position, { code, message: text }));
  }

  #setVideo(videoId: VideoId): void {
    const { job, tools } = this.#options;
    this.#write(() => tools.repository.setVideo(job.id, videoId));
  }

  #write(write: () => void): void {
    if (this.#isDeaf()) return;
    try {
      write();
    } catch (error) {
      this.#options.onFault(toAppError(error));
      return;
    }
    this.#options.tools.onChange(this.#options.job.id);
  }

  async #claim(key: string): Promise<void> {
    const { job, tools, signal } = this.#options;
    this.#throwIfOver();
    if (!tools.claims.takeAll(job.id, [key])) {
      const wait = (): Promise<void> => tools.claims.wait(job.id, key, signal);
      await (this.#isAway ? wait() : this.#outside(job.createdAtMs, wait));
    }
    if (job.exclusiveKeys.includes(key)) return;
    job.exclusiveKeys = [...job.exclusiveKeys, key];
    tools.repository.setExclusiveKeys(job.id, job.exclusiveKeys);
  }

  async #yieldSlot(): Promise<void> {
    const { job, stage, tools } = this.#options;
    this.#throwIfOver();
    if (!tools.slots.hasWaitingAbove(stage.resource, job.priority)) return;
    // Ahead of its own priority, or another job would start in the middle of this one.
    await this.#outside(Number.NEGATIVE_INFINITY, () => Promise.resolve());
  }

  /** Within work that is away already there is nothing to give back. */
  async #releaseWhile<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isAway) return work();
    let result: Promise<T> | undefined;
    await this.#inTurn(() => {
      this.#throwIfOver();
      return this.#away(() => {
        result = work();
        return result;
      });
    });
    if (result === undefined) throw new AppError('internal.unexpected', 'The work did not run.');
    return result;
  }

  /** The time away is the stage's own: it works elsewhere. */
  async #away(work: () => Promise<unknown>): Promise<void> {
    this.#isAway = true;
    this.#slot?.release();
    this.#options.onAway(true);
    try {
      await work();
    } finally {
      this.#options.onAway(false);
      try {
        await this.#enter(Number.NEGATIVE_INFINITY);
      } finally {
        this.#isAway = false;
      }
    }
  }

  async #childrenEnded(): Promise<void> {
    const { job, tools, signal } = this.#options;
    while (tools.repository.hasUnfinishedChildren(job.id)) {
      await sleep(childrenEveryMs, undefined, { signal });
    }
  }

  /** Waits without holding the slot, which others may need to let this wait end. */
  async #outside(sinceMs: number, wait: () => Promise<void>): Promise<void> {
    const { clock } = this.#options.tools;
    const leftAtMs = clock.nowMs();
    this.#slot?.release();
    try {
      await wait();
    } finally {
      await this.#enter(sinceMs);
      this.#waitedMs += clock.nowMs() - leftAtMs;
    }
  }

  async #enter(sinceMs: number): Promise<void> {
    const { job, stage, tools, signal } = this.#options;
    this.#slot = await tools.slots.acquire(stage.resource, {
      priority: job.priority,
      sinceMs,
      signal,
    });
    if (this.#isOver) this.#slot.release();
    this.#throwIfOver();
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #throwIfOver(): void {
    this.#options.signal.throwIfAborted();
    if (this.#isOver) throw new AppError('internal.unexpected', 'The stage is over.');
  }

  #close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}

function cutText(text: string | undefined): { text?: string } {
  return text === undefined ? {} : { text: text.slice(0, maxDetail) };
}
