import { type Clock, systemClock } from '../../base/index.ts';
import type { Resource } from '../jobKind.ts';

export type SlotCapacity = Readonly<Record<Resource, number>>;

const defaultCapacity: SlotCapacity = { cpu: 1, disk: 2, network: 3, server: 8 };

/** The right to use a resource, until it is released. */
export interface Slot {
  /** Gives the slot to the next in line. Further calls do nothing. */
  release(): void;
}

export interface SlotRequest {
  /** Higher goes first. */
  priority: number;
  /** Since when the work exists; of equal priority the oldest goes first. */
  sinceMs: number;
  signal: AbortSignal | undefined;
}

interface Waiter extends SlotRequest {
  /** Order of arrival, for requests of the same age. */
  order: number;
  admit(): void;
}

/**
 * Admits work by resource: never more at once than the resource has slots, by priority, then
 * age. Shared by the job queue and by interactive work, so that they never fight for the cores.
 * Nobody of the same priority can be overtaken for ever: only older work goes before.
 */
export class ResourceSlots {
  readonly capacity: SlotCapacity;
  readonly #clock: Clock;
  readonly #used: Record<Resource, number> = { cpu: 0, disk: 0, network: 0, server: 0 };
  readonly #waiting: Record<Resource, Waiter[]> = {
    cpu: [],
    disk: [],
    network: [],
    server: [],
  };
  #arrivals = 0;

  constructor(options: { capacity?: Partial<SlotCapacity>; clock?: Clock } = {}) {
    this.capacity = { ...defaultCapacity, ...options.capacity };
    this.#clock = options.clock ?? systemClock;
  }

  /** Runs `fn` while holding a slot. Rejects with the signal's reason when aborted in line. */
  async run<T>(
    resource: Resource,
    priority: number,
    signal: AbortSignal | undefined,
    fn: () => T | Promise<T>,
  ): Promise<T> {
    const sinceMs = this.#clock.nowMs();
    const slot = await this.acquire(resource, { priority, sinceMs, signal });
    try {
      return await fn();
    } finally {
      slot.release();
    }
  }

  /** Waits for a slot. The caller releases it, whatever happens. */
  acquire(resource: Resource, request: SlotRequest): Promise<Slot> {
    const { priority, sinceMs, signal } = request;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const line = this.#waiting[resource];
      const waiter: Waiter = {
        priority,
        sinceMs,
        signal,
        order: this.#arrivals++,
        admit: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve(this.#hold(resource));
        },
      };
      const onAbort = (): void => {
        line.splice(line.indexOf(waiter), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const before = line.findIndex((other) => goesBefore(waiter, other));
      line.splice(before === -1 ? line.length : before, 0, waiter);
      this.#admitNext(resource);
    });
  }

  /** True when work of higher priority waits for the resource. */
  hasWaitingAbove(resource: Resource, priority: number): boolean {
    const first = this.#waiting[resource][0];
    return first !== undefined && first.priority > priority;
  }

  #hold(resource: Resource): Slot {
    this.#used[resource]++;
    let released = false;
    return {
      release: () => {
        if (released) return;
        released = true;
        this.#used[resource]--;
        this.#admitNext(resource);
      },
    };
  }

  #admitNext(resource: Resource): void {
    while (this.#used[resource] < this.capacity[resource]) {
      const next = this.#waiting[resource].shift();
      if (next === undefined) return;
      next.admit();
    }
  }
}

function goesBefore(one: Waiter, other: Waiter): boolean {
  if (one.priority !== other.priority) return one.priority > other.priority;
  if (one.sinceMs !== other.sinceMs) return one.sinceMs < other.sinceMs;
  return one.order < other.order;
}
