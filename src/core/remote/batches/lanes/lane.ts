import { type AppError, type Clock, toAppError } from '../../../base/index.ts';
import { hasCapability } from '../../endpoints/check/hasCapability.ts';
import { RemoteError } from '../../endpoints/connection/remoteError.ts';
import type { StoredEndpoint } from '../../endpoints/endpointRepository.ts';
import type { ServerLoad } from '../../endpoints/serverLoad.ts';
import type { BuiltRequest } from '../outgoing/buildRequest.ts';
import { AdaptiveConcurrency, type ConcurrencyOptions } from './adaptiveConcurrency.ts';

const minPauseMs = 500;
const maxPauseMs = 30_000;
/** One failure may be its request's fault; so many in a row are the server's. */
const failuresToBeDown = 3;
/** How often a server is asked for its load: while more is sent each time, and when it has enough. */
const loadSoonMs = 150;
const loadAgainMs = 500;
/** One that does not answer that. */
const loadAfterFailureMs = 30_000;

export type Ask = (request: BuiltRequest, signal: AbortSignal) => Promise<unknown>;

/** Asks whether the server is there at all. */
export type Check = () => Promise<unknown>;

/** Asks how much the server has to do; undefined when it does not say. */
export type Load = () => Promise<ServerLoad | undefined>;

interface Times {
  nowMs: number;
  /** When the request was sent that is answered or failed now. */
  sentAtMs: number;
}

/** One place where rows are answered: how many it takes at a time, and how it is. */
export class Lane {
  /** Undefined: this machine. */
  endpoint: StoredEndpoint | undefined;
  readonly ask: Ask;
  readonly #check: Check | undefined;
  readonly #load: Load | undefined;
  #isChecking = false;
  #loadAtMs = -Infinity;
  readonly #concurrency: AdaptiveConcurrency;
  inFlight = 0;
  #failures = 0;
  #failedAtMs = -Infinity;
  #pausedUntilMs = -Infinity;
  #error: AppError | undefined;

  /** Without `check` a lane that was down is asked one row first. */
  constructor({
    endpoint,
    ask,
    check,
    load,
    ...limits
  }: {
    endpoint?: StoredEndpoint;
    ask: Ask;
    check?: Check;
    load?: Load;
  } & ConcurrencyOptions) {
    this.endpoint = endpoint;
    this.ask = ask;
    this.#check = check;
    this.#load = load;
    this.#concurrency = new AdaptiveConcurrency(limits);
  }

  get limit(): number {
    return this.#concurrency.limit;
  }

  /** It failed again and again, whoever asked. */
  get isDown(): boolean {
    return this.#failures >= failuresToBeDown;
  }

  /** Why nothing can be sent now; undefined when it is only full. */
  trouble(nowMs: number): AppError | undefined {
    return this.isDown || this.#pausedUntilMs > nowMs ? this.#error : undefined;
  }

  isOpen(nowMs: number): boolean {
    const limitWhenDown = this.#check === undefined ? 1 : 0;
    const limit = this.isDown ? limitWhenDown : this.limit;
    return this.#pausedUntilMs <= nowMs && this.inFlight < limit;
  }

  /**
   * Looks whether a lane that is down is up again, when its pause is over. A row would not do for
   * that: the last one left may be what its server cannot stand.
   */
  async revive(clock: Clock): Promise<void> {
    const sentAtMs = clock.nowMs();
    const isDue = this.isDown && this.#pausedUntilMs <= sentAtMs && !this.#isChecking;
    if (!isDue || this.#check === undefined) return;
    this.#isChecking = true;
    try {
      await this.#check();
      this.#failures = 0;
      this.#error = undefined;
    } catch (error) {
      this.failed(toAppError(error), { nowMs: clock.nowMs(), sentAtMs });
    } finally {
      this.#isChecking = false;
    }
  }

  /** Listens now and then to what the server says of its load, while it is asked something. */
  async listen(clock: Clock): Promise<void> {
    const isDue = this.#loadAtMs <= clock.nowMs() && this.inFlight > 0 && !this.isDown;
    if (!isDue || this.#load === undefined) return;
    this.#loadAtMs = Infinity;
    try {
      const load = await this.#load();
      const nowMs = clock.nowMs();
      const { inFlight } = this;
      const isPassed = this.endpoint !== undefined && hasCapability(this.endpoint, 'priority');
      const hasGrown =
        load !== undefined && this.#concurrency.said(load, { nowMs, inFlight, isPassed });
      this.#loadAtMs = nowMs + (hasGrown ? loadSoonMs : loadAgainMs);
    } catch {
      // Throughput tells as well.
      this.#loadAtMs = clock.nowMs() + loadAfterFailureMs;
    }
  }

  answered({ nowMs, sentAtMs }: Times): void {
    this.#failures = 0;
    this.#error = undefined;
    const { inFlight } = this;
    this.#concurrency.completed({ nowMs, latencyMs: nowMs - sentAtMs, inFlight });
  }

  /** It failed, whatever it was asked. */
  failed(error: AppError, { nowMs, sentAtMs }: Times): void {
    this.#error = error;
    const failure = error instanceof RemoteError ? error.failure : undefined;
    const retryAfterMs = failure?.retryAfterMs;
    if (retryAfterMs !== undefined) this.#pause(nowMs + retryAfterMs);
    // What was under way at the last failure fails for the same reason.
    if (sentAtMs < this.#failedAtMs) return;
    this.#failedAtMs = nowMs;
    if (error.code === 'endpoint.busy') {
      this.#concurrency.busy();
      if (retryAfterMs === undefined) this.#pause(nowMs + minPauseMs);
      return;
    }
    this.#failures++;
    const isSurelyDown = failure?.reached !== true || error.code === 'endpoint.keyRefused';
    if (isSurelyDown) this.#failures = Math.max(this.#failures, failuresToBeDown);
    if (!this.isDown || retryAfterMs !== undefined) return;
    const backoffMs = minPauseMs * 2 ** (this.#failures - failuresToBeDown);
    this.#pause(nowMs + Math.min(maxPauseMs, backoffMs));
  }

  #pause(untilMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, untilMs);
  }
}
