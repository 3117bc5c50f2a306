import type { JobId } from '../../../contract/index.ts';
import { type AppError, type Logger, toAppError } from '../../base/index.ts';
import type { AnyJobKind, Resource, StopReason } from '../jobKind.ts';
import type { JobEnd, StoredError } from '../store/jobRepository.ts';
import { maxBackOffMs } from './backOffMs.ts';
import { JobRun } from './jobRun.ts';
import type { PendingResults } from './pendingResults.ts';
import type { RunTools } from './stageRun.ts';

export interface JobSchedulerOptions {
  tools: RunTools;
  ends: PendingResults;
  kinds: ReadonlyMap<string, AnyJobKind>;
  logger: Logger;
  random: () => number;
}

interface RunningJob {
  run: JobRun;
  isRecorded: boolean;
  /** When its end is stored. */
  recorded: Promise<void>;
}

/** How soon what could not be stored is tried again. */
const flushMs = 400;
/** A longer wait is cut in pieces, so that a clock set forward is noticed. */
const maxTimerMs = 60 * 60_000;
/** Waiting jobs of a kind looked at in one go; more are looked at when a job ends. */
const candidates = 100;
/** Most jobs that began with one resource and wait outside this machine, without holding it. */
const maxAway = 8;

/**
 * Decides which waiting jobs run. A job is taken into work when its keys are free and, among
 * jobs of its priority or above that began with the same resource, no more are in work than the
 * resource has slots, plus one to have the next at hand. Those whose stage waits for a remote
 * server do not count, up to a bound. So an ingest of a thousand files does not open them all,
 * and does not keep a download from starting. Within the jobs in work,
 * `ResourceSlots` admits stage by stage.
 */
export class JobScheduler {
  readonly #options: JobSchedulerOptions;
  readonly #running = new Map<JobId, RunningJob>();
  #state: 'new' | 'started' | 'disposed' = 'new';
  #wakeTimer: NodeJS.Immediate | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #flushTimer: NodeJS.Timeout | undefined;

  constructor(options: JobSchedulerOptions) {
    this.#options = options;
  }

  get isStarted(): boolean {
    return this.#state === 'started';
  }

  /** True while the job is in work here. */
  has(jobId: JobId): boolean {
    return this.#running.has(jobId);
  }

  /** Takes up what a crash left in work, and begins to run. The caller holds the runner lock. */
  start(): void {
    if (this.#state !== 'new') return;
    const { repository, clock } = this.#options.tools;
    repository.recover(clock.nowMs());
    this.#state = 'started';
    this.wake();
  }

  /** Looks soon for jobs that can run; cheap to call many times in a row. */
  wake(): void {
    if (this.#state !== 'started') return;
    this.#wakeTimer ??= setImmediate(() => {
      this.#wakeTimer = undefined;
      this.#guard(() => this.#admit());
      this.#scheduleFlush();
    });
  }

  /** Stops a job that runs here and resolves when its end is stored; undefined when none does. */
  stop(jobId: JobId, reason: StopReason): Promise<void> | undefined {
    const running = this.#running.get(jobId);
    if (running === undefined || running.isRecorded) return undefined;
    running.run.stop(reason);
    return running.recorded;
  }

  /** Another process wrote to the library: it may have asked to stop a job, or added one. */
  lookAround(): void {
    if (this.#state !== 'started') return;
    const { repository } = this.#options.tools;
    for (const { id, requested } of repository.states([...this.#running.keys()])) {
      if (requested !== null) void this.stop(id, requested);
    }
    this.wake();
  }

  /** Parks every running job, so that the next start resumes it at its last finished stage. */
  async dispose(): Promise<void> {
    this.#state = 'disposed';
    clearImmediate(this.#wakeTimer);
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#flushTimer);
    for (const { run } of this.#running.values()) run.stop('park');
    await Promise.all([...this.#running.values()].map(({ recorded }) => recorded));
    this.#guard(() => this.#options.ends.flush());
  }

  #admit(): void {
    if (this.#state !== 'started') return;
    const { kinds, ends, tools } = this.#options;
    const nowMs = tools.clock.nowMs();
    this.#endImpossibleWaits(nowMs);
    for (const job of tools.repository.waiting({ nowMs, limit: candidates })) {
      // A cancelled job may be asked to run again while its stage has not yet returned.
      if (this.#running.has(job.id) || ends.has(job.id)) continue;
      const kind = kinds.get(job.kind);
      if (kind === undefined) {
        const message = `This version of Trendroom knows no jobs of the kind "${job.kind}".`;
        this.#record(job.id, failed({ code: 'internal.unexpected', message }));
        continue;
      }
      const resource = kind.stages[job.nextStage ?? kind.stages.length]?.resource;
      if (resource !== undefined && !this.#hasRoom(resource, job.priority)) continue;
      if (tools.claims.takeAll(job.id, job.exclusiveKeys)) this.#begin(job.id, kind);
    }
    this.#scheduleRetry(nowMs);
  }

  #hasRoom(resource: Resource, priority: number): boolean {
    let inWork = 0;
    let away = 0;
    for (const { run } of this.#running.values()) {
      if (run.resource !== resource || run.priority < priority) continue;
      if (run.isAway) away++;
      else inWork++;
    }
    return away < maxAway && inWork <= this.#options.tools.slots.capacity[resource];
  }

  #begin(jobId: JobId, kind: AnyJobKind): void {
    const { tools, random } = this.#options;
    let run: JobRun | undefined;
    try {
      const isMine = tools.repository.begin(jobId, tools.clock.nowMs());
      const stored = isMine ? tools.repository.get(jobId) : undefined;
      if (stored !== undefined) run = new JobRun({ stored, kind, tools, random });
    } catch (error) {
      this.#record(jobId, failed(toAppError(error)));
    }
    if (run === undefined) tools.claims.releaseAll(jobId);
    else this.#follow(run, kind);
  }

  #follow(run: JobRun, kind: AnyJobKind): void {
    const running: RunningJob = {
      run,
      isRecorded: false,
      recorded: run.settled.then((end) => {
        running.isRecorded = true;
        this.#record(run.jobId, end);
        if (end.state === 'done') this.#clearUp(run.jobId, kind);
      }),
    };
    this.#running.set(run.jobId, running);
    this.#options.tools.onChange(run.jobId);
    void Promise.all([running.recorded, run.ended]).then(() => {
      this.#options.tools.claims.releaseAll(run.jobId);
      this.#running.delete(run.jobId);
      this.wake();
    });
  }

  #record(jobId: JobId, end: JobEnd): void {
    const error = 'error' in end ? end.error : undefined;
    this.#options.logger.info('job ended', { jobId, state: end.state, code: error?.code });
    this.#options.ends.record(jobId, end);
    this.#options.tools.onChange(jobId);
  }

  #clearUp(jobId: JobId, kind: AnyJobKind): void {
    try {
      kind.onDone?.(jobId);
    } catch (error) {
      const { message } = toAppError(error);
      this.#options.logger.warn('a job that is done could not clear up', { jobId, message });
    }
  }

  /**
   * A wait that is longer than any back-off was counted from a clock that has since been set back.
   * Times that a person chose (`notBeforeMs`) may be as far off as they like.
   */
  #endImpossibleWaits(nowMs: number): void {
    const jobs = this.#options.tools.repository.endWaitsOver(maxBackOffMs, nowMs);
    if (jobs.length === 0) return;
    this.#options.logger.warn('the clock was set back: failed jobs are tried again now', {
      jobs: jobs.length,
    });
    for (const jobId of jobs) this.#options.tools.onChange(jobId);
  }

  #scheduleRetry(nowMs: number): void {
    clearTimeout(this.#retryTimer);
    const dueAtMs = this.#options.tools.repository.nextDueAtMs(nowMs);
    if (dueAtMs === undefined) return;
    const waitMs = Math.min(maxTimerMs, dueAtMs - nowMs);
    this.#retryTimer = setTimeout(() => this.wake(), waitMs);
  }

  #scheduleFlush(): void {
    if (this.#options.ends.size === 0 || this.#state !== 'started') return;
    this.#flushTimer ??= setTimeout(() => {
      this.#flushTimer = undefined;
      this.#guard(() => this.#options.ends.flush());
      this.wake();
    }, flushMs);
  }

  /** The queue outlives trouble with its own database: what failed is tried again. */
  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      const { code, message } = toAppError(error);
      this.#options.logger.error('the job queue failed', { code, message });
    }
  }
}

function failed({ code, message }: StoredError | AppError): JobEnd {
  return { state: 'failed', error: { code, message } };
}
