import { isErrorCode } from '../../shared/index.ts';
import { AppError } from '../base/index.ts';
import type { ChildProcess, ChildProcesses, WorkerName } from './children.ts';
import type { Calls, FromWorker, ToWorker } from './protocol.ts';

interface Pending {
  resolve(output: unknown): void;
  reject(error: AppError): void;
  onEvent: ((event: unknown) => void) | undefined;
}

export interface CallOptions<Event> {
  signal?: AbortSignal;
  onEvent?: (event: Event) => void;
}

/** A native call cannot be interrupted from inside; after this long its process is killed. */
const cancelGraceMs = 1_000;

/**
 * Calls a worker process, starting it at the first call and again after a crash.
 * Errors: `worker.crashed` when the process ends in the middle of a call, the worker's own
 * AppError otherwise, `job.cancelled` when the signal aborts (within {@link cancelGraceMs}).
 */
export class WorkerClient<WorkerCalls extends Calls> {
  readonly #children: ChildProcesses;
  readonly #name: WorkerName;
  readonly #pending = new Map<number, Pending>();
  #child: ChildProcess | undefined;
  #nextId = 1;

  constructor(children: ChildProcesses, name: WorkerName) {
    this.#children = children;
    this.#name = name;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async call<Name extends keyof WorkerCalls & string>(
    name: Name,
    input: WorkerCalls[Name]['input'],
    options: CallOptions<WorkerCalls[Name]['event']> = {},
  ): Promise<WorkerCalls[Name]['output']> {
    const { signal, onEvent } = options;
    if (signal?.aborted) throw cancelled();
    const child = this.#start();
    const id = this.#nextId++;
    let graceTimer: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      send(child, { type: 'cancel', id });
      graceTimer = setTimeout(() => child.kill(), cancelGraceMs);
    };
    try {
      return await new Promise((resolve, reject) => {
        this.#pending.set(id, { resolve, reject, onEvent });
        signal?.addEventListener('abort', onAbort, { once: true });
        send(child, { type: 'call', id, name, input });
      });
    } catch (error) {
      if (signal?.aborted) throw cancelled();
      throw error;
    } finally {
      clearTimeout(graceTimer);
      signal?.removeEventListener('abort', onAbort);
      this.#pending.delete(id);
    }
  }

  /** Ends the process; a later call starts it again. Frees its memory. */
  stop(): void {
    this.#child?.kill();
    this.#child = undefined;
  }

  #start(): ChildProcess {
    if (this.#child !== undefined) return this.#child;
    const child = this.#children.start(this.#name);
    this.#child = child;
    child.onMessage((message) => this.#receive(message as FromWorker));
    child.onExit((reason) => {
      if (this.#child === child) this.#child = undefined;
      const text = `The ${this.#name} process ended in the middle of its work: ${reason}.`;
      for (const pending of this.#pending.values()) {
        pending.reject(new AppError('worker.crashed', text));
      }
      this.#pending.clear();
    });
    return child;
  }

  #receive(message: FromWorker): void {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    switch (message.type) {
      case 'event':
        pending.onEvent?.(message.event);
        return;
      case 'done':
        pending.resolve(message.output);
        return;
      case 'failed': {
        const code = isErrorCode(message.code) ? message.code : 'worker.failed';
        pending.reject(new AppError(code, message.message));
        return;
      }
      default:
        message satisfies never;
    }
  }
}

function send(child: ChildProcess, message: ToWorker): void {
  child.send(message);
}

function cancelled(): AppError {
  return new AppError('job.cancelled', 'The work was cancelled.');
}
