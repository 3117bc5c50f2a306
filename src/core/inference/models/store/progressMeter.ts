import type { ModelEvent, ModelId } from '../../../../contract/index.ts';
import type { Clock } from '../../../base/index.ts';

export type ProgressStep = Extract<ModelEvent, { type: 'progress' }>['step'];
export type OnModelEvent = (event: ModelEvent) => void;

/** Events are for people: a few a second are enough. */
const minGapMs = 200;

/** Turns counted bytes into progress events with the time left at the speed seen so far. */
export class ProgressMeter {
  readonly #modelId: ModelId;
  readonly #clock: Clock;
  readonly #onEvent: OnModelEvent | undefined;
  #step: ProgressStep = 'checking';
  #source: string | undefined;
  #totalBytes = 0;
  #doneBytes = 0;
  /** Where this run began to count: what was there before tells nothing about the speed. */
  #startBytes = 0;
  #startMs = 0;
  #lastEventMs = Number.NEGATIVE_INFINITY;

  constructor(modelId: ModelId, clock: Clock, onEvent: OnModelEvent | undefined) {
    this.#modelId = modelId;
    this.#clock = clock;
    this.#onEvent = onEvent;
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
    this.#emit();
  }

  add(bytes: number): void {
    this.set(this.#doneBytes + bytes);
  }

  set(doneBytes: number): void {
    this.#doneBytes = Math.min(doneBytes, this.#totalBytes);
    const finished = this.#doneBytes === this.#totalBytes;
    if (finished || this.#clock.nowMs() - this.#lastEventMs >= minGapMs) this.#emit();
  }

  #emit(): void {
    const nowMs = this.#clock.nowMs();
    this.#lastEventMs = nowMs;
    const seenBytes = this.#doneBytes - this.#startBytes;
    const elapsedMs = nowMs - this.#startMs;
    const leftBytes = this.#totalBytes - this.#doneBytes;
    this.#onEvent?.({
      type: 'progress',
      modelId: this.#modelId,
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
