import type { Clock } from '../../../base/index.ts';

export type ProgressStep = 'checking' | 'downloading' | 'verifying' | 'converting';

/** How far the installation of a model is. */
export interface ModelProgress {
  step: ProgressStep;
  /** Of this step. */
  doneBytes: number;
  totalBytes: number;
  timeLeftMs?: number;
  source?: string;
}
export type OnModelProgress = (progress: ModelProgress) => void;

/** Progress is for people: a few reports a second are enough. */
const minGapMs = 200;

/** Turns counted bytes into reports with the time left at the speed seen so far. */
export class ProgressMeter {
  readonly #clock: Clock;
  readonly #onProgress: OnModelProgress | undefined;
  #step: ProgressStep = 'checking';
  #source: string | undefined;
  #totalBytes = 0;
  #doneBytes = 0;
  /** Where this run began to count: what was there before tells nothing about the speed. */
  #startBytes = 0;
  #startMs = 0;
  #lastReportMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, onProgress: OnModelProgress | undefined) {
    this.#clock = clock;
    this.#onProgress = onProgress;
  }

  start(
    step: ProgressStep,
    totalBytes: number,
    options: { source?: string; doneBytes?: number } = {},
  ): void {
    this.#step = step;
    this.#source = options.source ?? this.#source;
    this.#totalBytes = totalBytes;
    this.#doneBytes = options.doneBytes ?? 0;
    this.#startBytes = this.#doneBytes;
    this.#startMs = this.#clock.nowMs();
    this.#report();
  }

  add(bytes: number): void {
    this.set(this.#doneBytes + bytes);
  }

  set(doneBytes: number): void {
    this.#doneBytes = Math.min(doneBytes, this.#totalBytes);
    const finished = this.#doneBytes === this.#totalBytes;
    if (finished || this.#clock.nowMs() - this.#lastReportMs >= minGapMs) this.#report();
  }

  #report(): void {
    const nowMs = this.#clock.nowMs();
    this.#lastReportMs = nowMs;
    const seenBytes = this.#doneBytes - this.#startBytes;
    const elapsedMs = nowMs - this.#startMs;
    const leftBytes = this.#totalBytes - this.#doneBytes;
    this.#onProgress?.({
      step: this.#step,
      doneBytes: this.#doneBytes,
      totalBytes: this.#totalBytes,
      ...(seenBytes > 0 && elapsedMs > 0
        ? { timeLeftMs: Math.round((leftBytes / seenBytes) * elapsedMs) }
        : {}),
      ...(this.#source === undefined ? {} : { source: this.#source }),
    });
  }
}
