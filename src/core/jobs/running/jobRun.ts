import type { ErrorCode, JobId } from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import type { AnyJobKind, Resource, StopReason } from '../jobKind.ts';
import type { JobEnd } from '../store/jobRepository.ts';
import type { StoredJob } from '../store/storedJobs.ts';
import { backOffMs } from './backOffMs.ts';
import { type JobInWork, type RunTools, StageRun } from './stageRun.ts';

export interface JobRunOptions {
  stored: StoredJob;
  kind: AnyJobKind;
  tools: RunTools;
  /** 0 to 1, for the jitter of back-off. */
  random: () => number;
}

/** How long a stage may take to answer its signal before the job ends without it. */
const graceMs = 1_500;
const maxMessage = 2_000;

/** One job in work: its stages in their order, from the first that is not done. */
export class JobRun {
  readonly jobId: JobId;
  readonly priority: number;
  /** What its first stage keeps busy. */
  readonly resource: Resource | undefined;
  /** True while its stage waits for something outside this machine, without its resource. */
  isAway = false;
  /** How the run ended; at most the grace period after a stop, whatever the stage does. */
  readonly settled: Promise<JobEnd>;
  /** When the stage's own code has returned: only then its slot and keys are free. */
  readonly ended: Promise<void>;

  readonly #options: JobRunOptions;
  readonly #controller = new AbortController();
  readonly #graceOver = Promise.withResolvers<void>();
  #interruption: StopReason | AppError | undefined;
  #graceTimer: NodeJS.Timeout | undefined;

  constructor(options: JobRunOptions) {
    const { job } = options.stored;
    this.#options = options;
    this.jobId = job.id;
    this.priority = job.priority;
    const first = doneStages(options);
    this.resource = options.kind.stages[first]?.resource;
    const work = this.#work(first);
    const late = this.#graceOver.promise.then(() => this.#endFor(undefined));
    this.settled = Promise.race([work, late]);
    this.ended = work.then(() => clearTimeout(this.#graceTimer));
  }

  /** Aborts the running stage. A cancel overrules an earlier pause that has not ended the run. */
  stop(reason: StopReason): void {
    if (this.#interruption !== undefined && reason !== 'cancel') return;
    this.#interrupt(reason);
  }

  #interrupt(reason: StopReason | AppError): void {
    this.#interruption = reason;
    if (this.#controller.signal.aborted) return;
    this.#graceTimer = setTimeout(() => this.#graceOver.resolve(), graceMs);
    this.#controller.abort(
      reason instanceof AppError ? reason : new AppError('job.cancelled', 'The job was stopped.'),
    );
  }

  /** Never rejects. */
  async #work(first: number): Promise<JobEnd> {
    const { stored, kind, tools } = this.#options;
    const job: JobInWork = {
      id: stored.job.id,
      priority: stored.job.priority,
      createdAtMs: stored.job.createdAtMs,
      payload: stored.job.payload,
      exclusiveKeys: stored.job.exclusiveKeys ?? [],
    };
    const { signal } = this.#controller;
    try {
      if (hasOtherStages(this.#options)) {
        tools.repository.replaceStages(job.id, kind.stages, first);
      }
      for (const [position, stage] of kind.stages.entries()) {
        if (position < first) continue;
        const onFault = (error: AppError): void => this.#interrupt(error);
        const onAway = (isAway: boolean): void => {
          this.isAway = isAway;
          tools.onAway();
        };
        const stopReason = (): StopReason | undefined =>
          this.#interruption instanceof AppError ? undefined : this.#interruption;
        const control = { signal, stopReason, onFault, onAway };
        await new StageRun({ job, stage, position, tools, ...control }).run();
      }
      return { state: 'done' };
    } catch (error) {
      return this.#endFor(error);
    }
  }

  #endFor(thrown: unknown): JobEnd {
    const reason = this.#interruption;
    switch (reason) {
      case 'cancel':
        return { state: 'cancelled' };
      case 'pause':
        return { state: 'paused' };
      case 'park':
        return { state: 'waiting' };
      default:
        return this.#failure(reason ?? toAppError(thrown));
    }
  }

  #failure(error: AppError): JobEnd {
    const { stored, kind, tools, random } = this.#options;
    // Nobody asked this job to stop, so it was not cancelled: something in it broke off.
    const code = error.code === 'job.cancelled' ? 'internal.unexpected' : error.code;
    const failure = { code, message: error.message.slice(0, maxMessage) };
    const { attempts } = stored.job;
    if (attempts >= kind.maxAttempts || !isRetryable(kind, code)) {
      return { state: 'failed', error: failure };
    }
    const retryAtMs = tools.clock.nowMs() + backOffMs(attempts, random);
    return { state: 'waiting', error: failure, retryAtMs };
  }
}

/** A kind that cannot answer is not tried again. */
function isRetryable(kind: AnyJobKind, code: ErrorCode): boolean {
  try {
    return kind.isRetryable(code);
  } catch {
    return false;
  }
}

/** How many leading stages are done and still the kind's. */
function doneStages({ stored, kind }: JobRunOptions): number {
  const next = kind.stages.findIndex(({ name }, position) => {
    const stage = stored.stages[position];
    return stage?.name !== name || stage.state !== 'done';
  });
  return next === -1 ? kind.stages.length : next;
}

function hasOtherStages({ stored, kind }: JobRunOptions): boolean {
  return (
    stored.stages.length !== kind.stages.length ||
    kind.stages.some(({ name }, position) => stored.stages[position]?.name !== name)
  );
}
