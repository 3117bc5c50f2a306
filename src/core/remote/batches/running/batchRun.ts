import { type AppError, toAppError } from '../../../base/index.ts';
import type { Lane } from '../lanes/lane.ts';
import type { Lanes } from '../lanes/lanes.ts';
import { type BuiltRequest, buildRequest } from '../outgoing/buildRequest.ts';
import { type MediaFiles, soundMsOf } from '../outgoing/mediaFiles.ts';
import { answeredEnd, failureOf } from '../rows/rowOutcome.ts';
import { RowWindow, type WindowRow } from '../rows/rowWindow.ts';
import type { RefuseServer } from './refuseServer.ts';
import { RunLoop } from './runLoop.ts';
import type { RunningBatchOptions } from './runningBatch.ts';

/** How soon a batch that cannot go on looks again. */
const lookAgainMs = 1_000;
const fullAgainMs = 100;

export interface BatchRunOptions extends RunningBatchOptions {
  lanes: Lanes;
  /** What requests name of the library. */
  media: MediaFiles;
  /** Why a server is passed over. */
  refuse?: ReturnType<RefuseServer>;
}

interface Servers {
  lanes: readonly Lane[];
  error?: AppError;
}

/** Works on one batch: asks its waiting rows, as many at a time as the servers take well. */
export class BatchRun extends RunLoop {
  readonly #options: BatchRunOptions;
  readonly #window: RowWindow;
  #inFlight = 0;

  constructor(options: BatchRunOptions) {
    super();
    this.#options = options;
    this.#window = new RowWindow(options.rows);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  protected async advance(): Promise<number | undefined> {
    const { blocked, done, onWaiting } = this.#options;
    try {
      if (this.signal.aborted) return undefined;
      const servers = await this.#servers();
      if (this.signal.aborted) return undefined;
      const problem = blocked();
      if (problem !== undefined) {
        onWaiting(problem);
        return lookAgainMs;
      }
      if (this.isPaused) return this.#inFlight === 0 ? undefined : lookAgainMs;
      const waitMs = this.#send(servers);
      if (this.#inFlight > 0 || !this.#window.isEmpty) return waitMs;
      if (done()) return undefined;
      this.#window.rewind();
      return fullAgainMs;
    } catch (error) {
      // The library cannot be read or written just now.
      onWaiting(toAppError(error));
      return lookAgainMs;
    }
  }

  #send(servers: Servers): number {
    const { clock } = this.#options;
    for (;;) {
      const nowMs = clock.nowMs();
      const row = this.#window.next(nowMs);
      if (row === undefined) return Math.min(lookAgainMs, this.#window.nextInMs(nowMs));
      const lane = this.#openLane(row, servers, nowMs);
      if (lane === undefined) return fullAgainMs;
      this.#window.take(row);
      void this.#ask(row, lane);
    }
  }

  /** The lanes of the servers, or why there are none. */
  async #servers(): Promise<Servers> {
    const { lanes, batch } = this.#options;
    if (batch.place === 'local') return { lanes: [] };
    try {
      return { lanes: await lanes.of(batch.kind) };
    } catch (error) {
      return { lanes: [], error: toAppError(error) };
    }
  }

  #openLane(row: WindowRow, servers: Servers, nowMs: number): Lane | undefined {
    const { lanes, batch, clock, onWaiting } = this.#options;
    const local = lanes.local.isOpen(nowMs) ? lanes.local : undefined;
    if (batch.place === 'local') {
      onWaiting(lanes.local.trouble(nowMs));
      return local;
    }
    let remote: Lane[];
    try {
      if (servers.error !== undefined) throw servers.error;
      remote = this.#fit(servers.lanes);
    } catch (error) {
      const isLocal = batch.place === 'remote-then-local';
      onWaiting(isLocal ? lanes.local.trouble(nowMs) : toAppError(error));
      return isLocal ? local : undefined;
    }
    for (const lane of remote) {
      void lane.revive(clock);
      void lane.listen(clock);
    }
    const open = remote.filter((lane) => lane.isOpen(nowMs));
    const found = open.find((lane) => lane !== row.failedIn) ?? open[0];
    const troubles = remote.map((lane) => lane.trouble(nowMs));
    const fallsBack = batch.place === 'remote-then-local' && remote.every(({ isDown }) => isDown);
    const [trouble] = troubles.includes(undefined) ? [] : troubles;
    onWaiting(fallsBack ? lanes.local.trouble(nowMs) : trouble);
    return found ?? (fallsBack ? local : undefined);
  }

  /** Those that may be asked. Errors: why none may. */
  #fit(lanes: readonly Lane[]): Lane[] {
    const { refuse } = this.#options;
    const refused = lanes.map(({ endpoint }) => endpoint && refuse?.(endpoint));
    const fit = lanes.filter((_, index) => refused[index] === undefined);
    const [why] = refused;
    if (fit.length === 0 && why !== undefined) throw why;
    return fit;
  }

  async #ask(row: WindowRow, lane: Lane): Promise<void> {
    const { signal } = this;
    const { batch, media, clock, end } = this.#options;
    const { kind, id: batchId } = batch;
    const { endpoint } = lane;
    const wasDown = lane.isDown;
    let sentAtMs = clock.nowMs();
    let built: BuiltRequest | undefined;
    this.#inFlight++;
    lane.inFlight++;
    try {
      const asking = { kind, body: row.body, endpoint, validationError: row.validationError };
      built = await buildRequest(asking, media, signal);
      // Making a sound file says nothing of how fast the server is.
      sentAtMs = clock.nowMs();
      const answer = await lane.ask(built, signal);
      lane.answered({ nowMs: clock.nowMs(), sentAtMs });
      const soundMs = soundMsOf(row.body, media);
      const outcome = answeredEnd({ batchId, kind, row, endpoint, answer, soundMs });
      if (outcome.isOver) end(outcome.end);
      else this.#window.again({ ...row, attempts: row.attempts + 1, ...outcome.again });
    } catch (error) {
      if (signal.aborted) return;
      const nowMs = clock.nowMs();
      const failure = failureOf(error, { wasDown, attempts: row.attempts });
      if (failure.serverError !== undefined) lane.failed(failure.serverError, { nowMs, sentAtMs });
      const { attempts } = failure;
      if (failure.againInMs === undefined) {
        const { code: errorCode, message: errorMessage } = failure.error;
        const place = endpoint === undefined ? {} : { endpointId: endpoint.id };
        const { customId, usage } = row;
        const why = { errorCode, errorMessage };
        end({ batchId, customId, state: 'failed', attempts, ...usage, ...place, ...why });
      } else {
        const notBeforeMs = nowMs + failure.againInMs;
        this.#window.again({ ...row, attempts, notBeforeMs, failedIn: lane });
      }
    } finally {
      built?.release();
      this.#inFlight--;
      lane.inFlight--;
      this.wake();
    }
  }
}
