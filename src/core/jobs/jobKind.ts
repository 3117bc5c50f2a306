import type { ErrorCode, JobId, VideoId } from '../../contract/index.ts';

/**
 * What a stage keeps busy. `cpu` has one slot per machine for heavy native work, because two
 * native libraries on the same cores run many times slower than one after the other. `server` is
 * for stages that wait for remote servers all the time.
 */
export type Resource = 'cpu' | 'disk' | 'network' | 'server';

/** How far a stage is, beyond its fraction, for people. */
export interface ProgressDetail {
  /** Counted things: "12 of 40". */
  done?: number;
  total?: number;
  /** What is happening now, in a few words. */
  text?: string;
  /** The stage's own estimate, where its pace says more than earlier jobs of the kind. */
  timeLeftMs?: number;
}

/** `park`: the program closes; the job goes on at the next start. */
export type StopReason = 'cancel' | 'pause' | 'park';

export interface StageContext<Payload> {
  readonly jobId: JobId;
  /** As it was stored, with what this stage has changed so far. */
  readonly payload: Payload;
  /** Aborts on cancel, pause and shutdown. */
  readonly signal: AbortSignal;
  /** Why the signal aborted; undefined before, and when the queue itself failed. */
  stopReason(): StopReason | undefined;
  /** 0 to 1 within this stage. Cheap to call often. */
  progress(fraction: number, detail?: ProgressDetail): void;
  warn(code: ErrorCode, message: string): void;
  /** Merges into the payload and persists it with the end of this stage. */
  update(change: Partial<Payload>): void;
  setVideo(videoId: VideoId): void;
  /**
   * Runs `write` in the transaction that stores the end of this stage, after `run` has resolved:
   * the stage's results and its end are stored together or not at all. What is to happen to the
   * library belongs in here; `update` and `enqueue` work inside it. Several run in their order.
   * What one throws fails the stage.
   */
  writeAtEnd(write: () => void): void;
  /**
   * Waits until no other running job holds `key`, then holds it until this job ends.
   * Persisted, so that a resumed job claims it again.
   */
  claim(key: string): Promise<void>;
  /**
   * To be awaited between the pieces of long work, with nothing heavy running: lets waiting work
   * of higher priority (a search, a draft) have the resource first. Free when nobody waits.
   */
  yieldSlot(): Promise<void>;
  /**
   * Does `work`, which waits for something outside this machine, without the stage's resource,
   * and takes the resource again afterwards, also when `work` throws. Requests that run at the
   * same time belong into one `work`.
   */
  releaseWhile<T>(work: () => Promise<T>): Promise<T>;
  /** Waits, without the stage's resource, until every job with this one as its parent has ended. */
  childrenEnded(): Promise<void>;
}

/**
 * A stage is idempotent: after a crash it runs again from its beginning, and finds either
 * nothing or its own complete result, because it writes its result in one transaction.
 */
export interface Stage<Payload> {
  readonly name: string;
  /** Expected share of the job's time, relative to the other stages. A whole number. */
  readonly weight: number;
  readonly resource: Resource;
  run(context: StageContext<Payload>): Promise<void>;
}

export interface JobKind<Payload extends object = Record<string, unknown>> {
  readonly kind: string;
  readonly maxAttempts: number;
  /** Of its jobs, unless `enqueue` is told another. `ingest` when left out; see base/priority.ts. */
  readonly priority?: number;
  /** False for errors that another attempt cannot mend, such as a file that is no media. */
  isRetryable(code: ErrorCode): boolean;
  /** Clears up after a job that is stored as done. What it throws is logged and changes nothing. */
  onDone?(jobId: JobId): void;
  readonly stages: readonly Stage<Payload>[];
}

/** A kind of any payload, for those who hold many kinds at once. */
export type AnyJobKind = JobKind<never>;
