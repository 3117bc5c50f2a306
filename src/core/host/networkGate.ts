import { AppError } from '../base/index.ts';
import type { Host } from './host.ts';

/** How soon it is noticed that the user has gone offline, also in another process. */
const lookMs = 200;

/**
 * What uses the network: it is given up when the user goes offline. Asking first whether the network
 * may be used is the caller's.
 */
export class NetworkGate {
  readonly #host: Pick<Host, 'networkAllowed'>;
  readonly #underWay = new Set<AbortController>();
  #timer: NodeJS.Timeout | undefined;

  constructor(host: Pick<Host, 'networkAllowed'>) {
    this.#host = host;
  }

  /**
   * Runs `use` with a signal that aborts with `signal`, and when the user goes offline. Errors:
   * `network.notAllowed` then; those of `use`.
   */
  async pass<Result>(
    use: (signal: AbortSignal) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const offline = new AbortController();
    this.#underWay.add(offline);
    // Nothing tells of a setting that another process has changed.
    this.#timer ??= setInterval(() => this.#look(), lookMs).unref();
    try {
      return await use(signal ? AbortSignal.any([signal, offline.signal]) : offline.signal);
    } catch (error) {
      signal?.throwIfAborted();
      offline.signal.throwIfAborted();
      throw error;
    } finally {
      this.#underWay.delete(offline);
      if (this.#underWay.size === 0) this.#rest();
    }
  }

  #look(): void {
    if (this.#isAllowed()) return;
    const error = new AppError(
      'network.notAllowed',
      'Offline mode was turned on during the request.',
    );
    for (const each of this.#underWay) each.abort(error);
  }

  #isAllowed(): boolean {
    try {
      return this.#host.networkAllowed;
    } catch {
      // The library is closed or cannot be read just now; what it said last holds.
      return true;
    }
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
