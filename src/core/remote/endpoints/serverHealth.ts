import type { EndpointId } from '../../../contract/index.ts';
import type { Clock } from '../../base/index.ts';

const firstPauseMs = 5_000;
const maxPauseMs = 300_000;

/** Which servers failed a moment ago: they are asked last, for longer with each failure. */
export class ServerHealth {
  readonly #clock: Clock;
  readonly #failures = new Map<EndpointId, { count: number; untilMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  failed(id: EndpointId): void {
    const count = (this.#failures.get(id)?.count ?? 0) + 1;
    const pauseMs = Math.min(maxPauseMs, firstPauseMs * 2 ** (count - 1));
    this.#failures.set(id, { count, untilMs: this.#clock.nowMs() + pauseMs });
  }

  /** One success forgives everything. */
  answered(id: EndpointId): void {
    this.#failures.delete(id);
  }

  isAiling(id: EndpointId): boolean {
    return (this.#failures.get(id)?.untilMs ?? -Infinity) > this.#clock.nowMs();
  }
}
