import type { Clock } from '../../../base/index.ts';
import { RateLimitError } from './rateLimitError.ts';

/** The throughput is that of so many last starts. */
const maxGaps = 64;
/** OpenAI's clients ignore a longer time and take their own. */
const maxRetrySeconds = 60;

/** A request that waits for the engine. */
export interface WaitingPlace {
  /** The engine has begun with it. */
  start(): void;
  /** It waits no more, whether it was begun or not. */
  leave(): void;
}

export interface WaitingRequestsOptions {
  /**
   * Answers that may wait at once; what finds nobody waiting is taken whatever its size. A user who
   * has less than an equal part of the places is taken beyond it, up to twice as many.
   */
  maxWaiting: number;
  clock: Clock;
}

/**
 * Bounds how many answers wait for the engine, so that under overload a client is told at once to
 * come back instead of after its own timeout. How long it is told to wait follows from how quickly
 * the engine took requests up lately. Each refused request is given a later time than the one
 * before, so that they do not all come back together.
 */
export class WaitingRequests {
  readonly #options: WaitingRequestsOptions;
  /** Of each place that waits now, oldest first. */
  readonly #waiting = new Map<WaitingPlace, { user: string; sinceMs: number }>();
  /** From one start to the next, while something waited. */
  readonly #gapsMs: number[] = [];
  #lastStartMs = -Infinity;
  #refused = 0;
  /** Until then the next places are as good as taken by those that were refused. */
  #promisedUntilMs = 0;

  constructor(options: WaitingRequestsOptions) {
    this.#options = options;
  }

  get counts(): { waiting: number; refused: number; maxWaiting: number } {
    const { maxWaiting } = this.#options;
    return { waiting: this.#waiting.size, refused: this.#refused, maxWaiting };
  }

  /** A place for each of a request's answers. Error: RateLimitError when they are too many. */
  enter(user: string, answers: number): WaitingPlace[] {
    const { clock } = this.#options;
    const waiting = this.#waiting.size;
    const nowMs = clock.nowMs();
    if (waiting > 0 && waiting + answers > this.#mostFor(user, answers)) {
      this.#refused += answers;
      throw new RateLimitError(this.#retryAfterSeconds(answers, nowMs), waiting);
    }
    return Array.from({ length: answers }, () => this.#place(user, nowMs));
  }

  /** How many answers may wait, with those of the user. */
  #mostFor(user: string, answers: number): number {
    const { maxWaiting } = this.#options;
    const users = [...this.#waiting.values()].map((place) => place.user);
    const own = users.filter((other) => other === user).length;
    const part = maxWaiting / new Set([...users, user]).size;
    return own + answers <= part ? 2 * maxWaiting : maxWaiting;
  }

  #place(user: string, nowMs: number): WaitingPlace {
    const place: WaitingPlace = {
      start: () => {
        if (!this.#waiting.delete(place)) return;
        const startMs = this.#options.clock.nowMs();
        this.#gapsMs.push(startMs - Math.max(this.#lastStartMs, nowMs));
        this.#lastStartMs = startMs;
        if (this.#gapsMs.length > maxGaps) this.#gapsMs.shift();
      },
      leave: () => void this.#waiting.delete(place),
    };
    this.#waiting.set(place, { user, sinceMs: nowMs });
    return place;
  }

  #retryAfterSeconds(answers: number, nowMs: number): number {
    const startMs = this.#msPerStart(nowMs);
    const { maxWaiting } = this.#options;
    const surplus = Math.max(1, this.#waiting.size + answers - maxWaiting);
    const freeAtMs = Math.max(this.#promisedUntilMs, nowMs) + surplus * startMs;
    this.#promisedUntilMs = Math.min(freeAtMs, nowMs + maxRetrySeconds * 1_000);
    const seconds = Math.ceil((this.#promisedUntilMs - nowMs) / 1_000);
    return Math.max(1, seconds);
  }

  /** How long the engine takes from one start to the next, the present wait included. */
  #msPerStart(nowMs: number): number {
    const [oldest] = this.#waiting.values();
    const oldestMs = oldest?.sinceMs ?? nowMs;
    const gaps = [...this.#gapsMs, nowMs - Math.max(this.#lastStartMs, oldestMs)];
    return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  }
}
