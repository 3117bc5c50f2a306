import type { ErrorCode, JobId, VideoId } from '../../contract/index.ts';

/**
 * What a stage keeps busy. `cpu` has one slot per machine for heavy native work, because two
 * native libraries on the same cores run many times slower than one after the other.
 */
export type Resource = 'cpu' | 'disk' | 'network';

export interface StageContext<Payload> {
  readonly jobId: JobId;
  /** As it was stored, with what this stage has changed so far. */
  readonly payload: Payload;
  /** Aborts on cancel, pause and shutdown. */
  readonly signal: AbortSignal;
  /** 0 to 1 within this stage. Cheap to call often. */
  progress(fraction: number): void;
  warn(code: ErrorCode, message: string): void;
  /** Merges into the payload and persists it with the end of this stage. */
  update(change: Partial<Payload>): void;
  setVideo(videoId: VideoId): void;
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
  /** False for errors that another attempt cannot mend, such as a file that is no media. */
  isRetryable(code: ErrorCode): boolean;
  readonly stages: readonly Stage<Payload>[];
}

/** A kind of any payload, for those who hold many kinds at once. */
export type AnyJobKind = JobKind<never>;
