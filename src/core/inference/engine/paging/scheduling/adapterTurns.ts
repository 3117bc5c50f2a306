import type { ScheduledRequest } from '../request.ts';

/** Changing the adapter costs llama.cpp a new plan of its computation: so many steps go by before. */
const stepsPerTurn = 4;

/**
 * Which adapter the next step computes with. A step has one, so requests of different ones take
 * turns: the adapter that had none for longest is next.
 */
export class AdapterTurns {
  #current = 0;
  #stepsLeft = 0;
  /** Those that had a turn, the latest last. */
  readonly #had = new Set<number>();

  /** Adapters of requests that run or wait, in the order in which one may have the step. */
  order(requests: Iterable<ScheduledRequest>): number[] {
    const adapters = new Set<number>();
    for (const { adapter } of requests) adapters.add(adapter);
    if (adapters.size <= 1) return [...adapters];
    const had = [...this.#had];
    const turn = (adapter: number): number => {
      if (adapter === this.#current && this.#stepsLeft > 0) return -2;
      return had.indexOf(adapter);
    };
    return [...adapters].toSorted((a, b) => turn(a) - turn(b));
  }

  /** The step is computed with this one. */
  take(adapter: number): void {
    if (adapter === this.#current && this.#stepsLeft > 0) {
      this.#stepsLeft--;
      return;
    }
    this.#current = adapter;
    this.#stepsLeft = stepsPerTurn - 1;
    this.#had.delete(adapter);
    this.#had.add(adapter);
  }
}
