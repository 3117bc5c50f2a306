import { median } from '../../../base/index.ts';
import type { ServerLoad } from '../../endpoints/serverLoad.ts';

/**
 * A step is worth its place when throughput follows it by at least this share: doubling the limit
 * must bring 6% of a doubling. Below `minLoss` a smaller limit does as well. Between the two the
 * limit stays: on a curve that bends slowly, such as a batching server's, that is at about 95% of
 * what it can do at most.
 */
const minGain = 0.06;
const minLoss = 0.02;
/** Near its knee a server is tried in small steps. */
const smallStep = 1.25;
/** Windows that a found limit is kept before its neighbours are tried again. */
const windowsToHold = 12;
/** A server this much slower than usual, at the same limit, has got other work. */
const slowdown = 3;
/** One slow window may be anything; so many in a row are the server. */
const slowWindowsToShrink = 2;
/** What windows say together, by their median, before a step is taken back or a limit lowered. */
const windowsToJudge = 3;
const windowsToRemember = 5;
/** What a server says of its queue counts for so long; then throughput is watched again. */
const saidForMs = 10_000;
/**
 * So much of what runs waits in the server's queue, for it never to run short: answers of one length
 * end together, and the next must be there. A person's question waits behind these, unless it
 * passes them.
 */
const spareShare = 1 / 8;
const spareShareWhenPassed = 1 / 2;
const minSpare = 2;
/** A lane that has no more under way than this has little to do, and its limit tells nothing. */
const fullShare = 0.8;
/** While less of it has arrived, the server may not have seen what was sent last. */
const arrivedShare = 0.6;
/**
 * A server is heard when it has time to speak, often just when its queue has run empty. So one look
 * that finds a queue outweighs those that find none for so long.
 */
const queuedForMs = 2_000;

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

/** What a server's word on its queue is weighed against. */
export interface Listening {
  nowMs: number;
  /** Its requests that are this lane's. */
  inFlight: number;
  /** A person's question passes what waits there. */
  isPassed: boolean;
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
 *
 * A server that says how many requests wait in its own queue needs no search: more are sent while
 * none waits, and no more than keep a few waiting.
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
  #slowWindows = 0;
  /** Of the newest windows at this limit. */
  #windows: { perSecond: number; meanMs: number }[] = [];
  #saidAtMs = -Infinity;
  #hasQueued = false;
  #queuedAtMs = -Infinity;
  /** Answers since the limit changed: as many as it allows have gone through the server. */
  #answered = 0;
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
    this.#answered++;
    if (nowMs - this.#saidAtMs < saidForMs) return;
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

  /** What the server says of its queue. True when more are sent because of it. */
  said({ running, waiting }: ServerLoad, { nowMs, inFlight, isPassed }: Listening): boolean {
    this.#saidAtMs = nowMs;
    this.#startWindow(0);
    const before = this.#limit;
    const share = isPassed ? spareShareWhenPassed : spareShare;
    const spare = Math.max(minSpare, Math.round(running * share));
    const isFull = inFlight >= fullShare * this.#limit;
    const hasArrived = running >= arrivedShare * inFlight || this.#answered >= this.#limit;
    if (waiting > 0) this.#queuedAtMs = nowMs;
    if (waiting > 2 * spare) {
      // By what is under way: an answer to an earlier look may still be sinking to the limit.
      this.#limit = Math.min(this.#limit, Math.max(1, inFlight - waiting + spare));
    } else if (nowMs - this.#queuedAtMs >= queuedForMs && isFull && hasArrived) {
      const factor = this.#hasQueued ? smallStep : 2;
      this.#limit = Math.min(this.#most, Math.ceil(this.#limit * factor));
    }
    this.#hasQueued ||= waiting > 0;
    if (this.#limit !== before) this.#answered = 0;
    return this.#limit > before;
  }

  #judge(perSecond: number, meanMs: number): void {
    const isSlow = this.#usualMs !== undefined && meanMs > slowdown * this.#usualMs;
    this.#slowWindows = isSlow ? this.#slowWindows + 1 : 0;
    if (this.#slowWindows >= slowWindowsToShrink) {
      // Perhaps the requests have become longer: soon tried again.
      this.#settle(Math.floor(this.#limit / 2), { hold: 1 });
      return;
    }
    this.#windows = [...this.#windows, { perSecond, meanMs }].slice(-windowsToRemember);
    const before = this.#before;
    const now = {
      limit: this.#limit,
      perSecond: median(this.#windows.map((window) => window.perSecond)),
      meanMs: median(this.#windows.map((window) => window.meanMs)),
    };
    if (before === undefined) {
      this.#usualMs = Math.min(now.meanMs, this.#usualMs ?? now.meanMs);
      if (this.#hold > 0) this.#hold--;
      else this.#step(now);
      return;
    }
    const step = this.#limit / before.limit - 1;
    const gain = now.perSecond / before.perSecond - 1;
    const isBetter = step > 0 ? gain >= minGain * step : gain >= minLoss * step;
    // A good window is enough to go up; to go down or back it takes some that agree.
    const isSure = this.#windows.length >= windowsToJudge || (step > 0 && isBetter);
    if (!isSure) return;
    if (isBetter) {
      // Further the same way.
      this.#usualMs = now.meanMs;
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
    if (limit !== this.#limit) this.#windows = [];
    this.#slowWindows = 0;
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
