/**
 * A step is worth its place when throughput follows it by at least this share: doubling the limit
 * must bring 6% of a doubling. Below `leastLoss` a smaller limit does as well. Between the two the
 * limit stays: on a curve that bends slowly, such as a batching server's, that is at about 95% of
 * what it can do at most.
 */
const leastGain = 0.06;
const leastLoss = 0.02;
/** Near its knee a server is tried in small steps. */
const smallStep = 1.25;
/** Windows that a found limit is kept before its neighbours are tried again. */
const windowsToHold = 12;
/** A server this much slower than usual, at the same limit, has got other work. */
const slowdown = 3;

export interface ConcurrencyOptions {
  start: number;
  most: number;
}

/** A request was answered. */
export interface Completed {
  nowMs: number;
  latencyMs: number;
  /** Requests under way with it. */
  inFlight: number;
}

interface Level {
  limit: number;
  perSecond: number;
  meanMs: number;
}

/**
 * How many requests a server takes well at a time, found by climbing: the limit is doubled while
 * throughput grows with it; then it is tried a little higher and lower now and then, and moves to
 * where throughput stops to follow. It is halved when the server says that it has too much to do,
 * or becomes three times as slow. The idea is that of TCP Vegas (Brakmo and Peterson, 1995) and of
 * the gradient limit of Netflix's concurrency-limits (github.com/Netflix/concurrency-limits), with
 * throughput instead of latency as what is watched: an inference server's latency grows with its
 * batch, long before its throughput stops to.
 */
export class AdaptiveConcurrency {
  readonly #most: number;
  #limit: number;
  /** What the limit did before the step that is being tried. */
  #before: Level | undefined;
  #doubles = true;
  #triesLower = false;
  #hold = 0;
  #usualMs: number | undefined;
  #windowStartMs: number | undefined;
  #warmUp = 0;
  #completed = 0;
  #latencySumMs = 0;
  #wasFull = false;

  constructor({ start, most }: ConcurrencyOptions) {
    this.#most = Math.max(1, most);
    this.#limit = Math.min(this.#most, Math.max(1, start));
  }

  /** Requests that may be under way at the same time. */
  get limit(): number {
    return this.#limit;
  }

  completed({ nowMs, latencyMs, inFlight }: Completed): void {
    this.#wasFull ||= inFlight >= this.#limit;
    if (this.#warmUp > 0) {
      // These were sent at another limit.
      this.#warmUp--;
      return;
    }
    if (this.#windowStartMs === undefined) {
      this.#windowStartMs = nowMs;
      return;
    }
    this.#completed++;
    this.#latencySumMs += latencyMs;
    const elapsedMs = nowMs - this.#windowStartMs;
    const enough = this.#doubles ? this.#limit : 3 * this.#limit;
    if (this.#completed < Math.max(16, enough) || elapsedMs <= 0) return;
    const perSecond = (this.#completed * 1_000) / elapsedMs;
    const meanMs = this.#latencySumMs / this.#completed;
    const wasFull = this.#wasFull;
    this.#startWindow(0);
    this.#windowStartMs = nowMs;
    // A window in which there was too little to do tells nothing of the server.
    if (wasFull) this.#judge(perSecond, meanMs);
  }

  /** The server said that it has too much to do: once for all requests that were under way. */
  busy(): void {
    this.#settle(Math.floor(this.#limit / 2));
  }

  #judge(perSecond: number, meanMs: number): void {
    if (this.#usualMs !== undefined && meanMs > slowdown * this.#usualMs) {
      // Perhaps the requests have become longer: soon tried again.
      this.#settle(Math.floor(this.#limit / 2), { hold: 1 });
      return;
    }
    const before = this.#before;
    const now = { limit: this.#limit, perSecond, meanMs };
    if (before === undefined) {
      this.#usualMs = Math.min(meanMs, this.#usualMs ?? meanMs);
      if (this.#hold > 0) this.#hold--;
      else this.#step(now);
      return;
    }
    const step = this.#limit / before.limit - 1;
    const gain = perSecond / before.perSecond - 1;
    const isBetter = step > 0 ? gain >= leastGain * step : gain >= leastLoss * step;
    if (isBetter) {
      // Further the same way.
      this.#usualMs = meanMs;
      this.#step(now);
    } else {
      this.#triesLower = step > 0;
      this.#settle(before.limit, { usualMs: before.meanMs });
    }
  }

  #step(now: Level): void {
    const { limit } = now;
    const factor = this.#doubles ? 2 : smallStep;
    const next = this.#triesLower
      ? Math.max(1, Math.floor(limit / factor))
      : Math.min(this.#most, Math.ceil(limit * factor));
    if (next === limit) {
      this.#triesLower = !this.#triesLower;
      this.#settle(limit, { usualMs: now.meanMs });
      return;
    }
    this.#before = now;
    this.#moveTo(next);
  }

  #settle(
    limit: number,
    { hold = windowsToHold, usualMs }: { hold?: number; usualMs?: number } = {},
  ): void {
    // A lower limit is looked for at once after the climb, and later only now and then.
    this.#hold = this.#doubles && this.#triesLower ? 0 : hold;
    this.#doubles = false;
    this.#before = undefined;
    this.#usualMs = usualMs;
    this.#moveTo(Math.max(1, limit));
  }

  #moveTo(limit: number): void {
    this.#startWindow(limit === this.#limit ? 0 : Math.max(limit, this.#limit));
    this.#limit = limit;
  }

  #startWindow(warmUp: number): void {
    this.#windowStartMs = undefined;
    this.#warmUp = this.#doubles ? Math.min(warmUp, this.#limit) : warmUp;
    this.#completed = 0;
    this.#latencySumMs = 0;
    this.#wasFull = false;
  }
}
