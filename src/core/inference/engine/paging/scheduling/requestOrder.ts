import { priorities, type ScheduledRequest } from '../request.ts';
import type { UserService } from './userService.ts';

/**
 * A user who had much would wait for ever while ever new ones come, so each eighth admission goes to
 * who has waited ten times as long as a batch's request may.
 */
const overdue = { turn: 8, times: 10 };

type Comparison = (a: ScheduledRequest, b: ScheduledRequest) => number;

/** Which of two requests goes first: by rank, and among those that wait by what their users had. */
export class RequestOrder {
  readonly #service: UserService;
  readonly #starvationMs: number;
  #admissions = 0;

  /** @param starvationMs a waiting request counts as interactive after so long. */
  constructor(service: UserService, starvationMs: number) {
    this.#service = service;
    this.#starvationMs = starvationMs;
  }

  noteAdmission(): void {
    this.#admissions++;
  }

  byPriority(nowMs: number): Comparison {
    return (a, b) =>
      this.rank(b, nowMs) - this.rank(a, nowMs) || a.arrivedAtMs - b.arrivedAtMs || a.id - b.id;
  }

  /** Of requests that wait: which is next. */
  byTurn(nowMs: number): Comparison {
    return (a, b) =>
      this.rank(b, nowMs) - this.rank(a, nowMs) ||
      Number(b.hasRun) - Number(a.hasRun) ||
      this.#overdueMs(b, nowMs) - this.#overdueMs(a, nowMs) ||
      this.#service.of(a.user) - this.#service.of(b.user) ||
      a.arrivedAtMs - b.arrivedAtMs ||
      a.id - b.id;
  }

  rank(request: ScheduledRequest, nowMs: number): number {
    return this.hasStarved(request, nowMs)
      ? Math.max(request.priority, priorities.interactive)
      : request.priority;
  }

  hasStarved({ arrivedAtMs }: ScheduledRequest, nowMs: number): boolean {
    return nowMs - arrivedAtMs >= this.#starvationMs;
  }

  /** 0 unless it is the turn of those who have waited too long. */
  #overdueMs({ arrivedAtMs }: ScheduledRequest, nowMs: number): number {
    if (this.#admissions % overdue.turn !== overdue.turn - 1) return 0;
    return Math.max(0, nowMs - arrivedAtMs - overdue.times * this.#starvationMs);
  }
}
