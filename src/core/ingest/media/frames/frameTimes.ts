/** Below this a frame without a time is unlikely: FFmpeg's "no value" is -2^63. */
const noTime = -(2n ** 62n);
/** Times are rounded to whole units by containers: smaller differences say nothing. */
const roundingMs = 2;

/** A frame's times as FFmpeg has them. */
export interface StampedFrame {
  pts: bigint;
  duration: bigint;
  timeBase: { num: number; den: number };
}

/** When each frame is shown, from the start of the file, and what rate that makes. */
export class FrameTimes {
  readonly #originMs: number;
  #atMs = -1;
  #lengthMs = 40;
  #firstMs = 0;
  #intervals: number[] = [];

  constructor(originMs: number) {
    this.#originMs = originMs;
  }

  /** The next frame's time in whole milliseconds, later than the one before. */
  next({ pts, duration, timeBase }: StampedFrame): number {
    const unitMs = (timeBase.num / timeBase.den) * 1_000;
    const stampedMs = Number(pts) * unitMs - this.#originMs;
    const isFirst = this.#atMs < 0;
    const wantedMs = pts > noTime ? Math.round(stampedMs) : this.#atMs + this.#lengthMs;
    const atMs = Math.max(isFirst ? 0 : this.#atMs + 1, wantedMs);
    if (isFirst) this.#firstMs = atMs;
    else this.#intervals.push(atMs - this.#atMs);
    const ownMs = Math.round(Number(duration) * unitMs);
    if (ownMs > 0) this.#lengthMs = ownMs;
    this.#atMs = atMs;
    return atMs;
  }

  /** When the last frame ends. */
  get endMs(): number {
    return this.#atMs + this.#lengthMs;
  }

  /** Mean frames a second. */
  get frameRate(): number {
    const frames = this.#intervals.length + 1;
    return Math.round((frames * 1_000_000) / Math.max(1, this.endMs - this.#firstMs)) / 1_000;
  }

  /** True when more than one interval in fifty differs by a quarter from the middle one. */
  get isVariable(): boolean {
    const sorted = Int32Array.from(this.#intervals).sort();
    const middle = sorted[sorted.length >> 1] ?? 0;
    const tolerance = Math.max(roundingMs, middle / 4);
    const odd = sorted.filter((interval) => Math.abs(interval - middle) > tolerance).length;
    return odd > Math.max(1, sorted.length / 50);
  }
}
