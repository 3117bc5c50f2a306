import { isErrorCode } from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import { type Access, covers, identityOf } from '../confinement/access.ts';
import type { ChildProcess, ChildProcesses, WorkerName } from './children.ts';
import { type Calls, type FromWorker, readFromWorker, type ToWorker } from './protocol.ts';

interface Pending {
  /** The process that answers; a later one has calls of its own. */
  child: ChildProcess;
  resolve(output: unknown): void;
  reject(error: AppError): void;
  onEvent: ((event: unknown) => void) | undefined;
  /** Nobody waits for the answer: the caller cancelled, or only looks at the process. */
  isDispensable: boolean;
}

/** The input of any call of a worker. */
type InputOf<WorkerCalls extends Calls> = WorkerCalls[keyof WorkerCalls]['input'];

export interface CallOptions<Event> {
  signal?: AbortSignal;
  onEvent?: (event: Event) => void;
  /** A look at the process that must not keep it from its idle end. */
  isGlance?: boolean;
}

export interface WorkerOptions<WorkerCalls extends Calls = Calls> {
  /**
   * What a call needs to open. A call that needs more than the process may open, or a file that was
   * replaced since, gets a new one, and the one before ends with its calls. Left out: nothing but the program itself.
   */
  accessOf?: (input: InputOf<WorkerCalls>) => Access;
  /** The process ends after so long without a call, and with it the memory of its models. */
  idleMs?: number;
  /** How long a cancelled call may go on. Then its process is killed, unless it serves others. */
  cancelGraceMs?: number;
  /** How long a process that serves others, too, may give no sign of life before it is killed. */
  stuckMs?: number;
}

const nothing: Access = { reads: [], writes: [] };
/** A native call cannot be interrupted from inside; after this long its process is killed. */
const usualCancelGraceMs = 1_000;
const usualStuckMs = 5_000;
/** Loading a model again takes a second; keeping it while the next one works takes 700 MB. */
const usualIdleMs = 15_000;

/**
 * Calls a worker process, starting it at the first call and again after a crash or when it was
 * ended because nothing had called it for a while.
 * Errors: `worker.crashed` when the process ends in the middle of a call, the worker's own
 * AppError otherwise, `job.cancelled` when the signal aborts (within `cancelGraceMs`). A cancelled
 * call never ends a process that works on the calls of others.
 */
export class WorkerClient<WorkerCalls extends Calls> {
  readonly #children: ChildProcesses;
  readonly #name: WorkerName;
  readonly #idleMs: number;
  readonly #cancelGraceMs: number;
  readonly #stuckMs: number;
  readonly #pending = new Map<number, Pending>();
  /** Of processes that were asked for a sign of life. */
  readonly #stuckTimers = new Map<ChildProcess, NodeJS.Timeout>();
  readonly #accessOf: (input: InputOf<WorkerCalls>) => Access;
  #child: ChildProcess | undefined;
  /** Of the current process. */
  #access: Access = nothing;
  #identity = '';
  #idleTimer: NodeJS.Timeout | undefined;
  #nextId = 1;

  constructor(
    children: ChildProcesses,
    name: WorkerName,
    options: WorkerOptions<WorkerCalls> = {},
  ) {
    this.#children = children;
    this.#name = name;
    this.#accessOf = options.accessOf ?? (() => nothing);
    this.#idleMs = options.idleMs ?? usualIdleMs;
    this.#cancelGraceMs = options.cancelGraceMs ?? usualCancelGraceMs;
    this.#stuckMs = options.stuckMs ?? usualStuckMs;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async call<Name extends keyof WorkerCalls & string>(
    name: Name,
    input: WorkerCalls[Name]['input'],
    options: CallOptions<WorkerCalls[Name]['event']> = {},
  ): Promise<WorkerCalls[Name]['output']> {
    const { signal, onEvent, isGlance = false } = options;
    if (signal?.aborted) throw cancelled();
    if (!isGlance) clearTimeout(this.#idleTimer);
    const child = this.#start(isGlance ? nothing : this.#accessOf(input));
    const id = this.#nextId++;
    let graceTimer: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      const pending = this.#pending.get(id);
      if (pending === undefined) return;
      pending.isDispensable = true;
      send(child, { type: 'cancel', id });
      graceTimer = setTimeout(() => this.#abandon(child, pending), this.#cancelGraceMs);
    };
    try {
      return await new Promise((resolve, reject) => {
        this.#pending.set(id, { child, resolve, reject, onEvent, isDispensable: isGlance });
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
      this.#endIfReplaced(child);
      if (!isGlance) this.#stopWhenIdle();
    }
  }

  /** Ends the process; a later call starts it again. Frees its memory. */
  stop(): void {
    clearTimeout(this.#idleTimer);
    for (const { child } of this.#pending.values()) this.#end(child);
    if (this.#child !== undefined) this.#end(this.#child);
  }

  /** A cancelled call did not end in time: its caller is let go, the process only if it is stuck. */
  #abandon(child: ChildProcess, { reject }: Pending): void {
    const servesOthers = [...this.#pending.values()].some(
      (pending) => pending.child === child && !pending.isDispensable,
    );
    if (!servesOthers) {
      this.#end(child);
      return;
    }
    reject(cancelled());
    this.#endIfStuck(child);
  }

  /** A native call that never returns keeps everyone waiting; one that computes lets pings in. */
  #endIfStuck(child: ChildProcess): void {
    if (this.#stuckTimers.has(child)) return;
    const timer = setTimeout(() => this.#end(child), this.#stuckMs);
    this.#stuckTimers.set(child, timer.unref());
    send(child, { type: 'ping' });
  }

  /** Any message is a sign of life; an ended process needs no timer. */
  #clearStuckTimer(child: ChildProcess): void {
    clearTimeout(this.#stuckTimers.get(child));
    this.#stuckTimers.delete(child);
  }

  /** From here on calls go to another process: this one may take a moment to be gone. */
  #end(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
    child.kill();
  }

  /** A process whose access did not suffice serves the calls that it has, and no others. */
  #endIfReplaced(child: ChildProcess): void {
    if (child === this.#child) return;
    const isUsed = [...this.#pending.values()].some((pending) => pending.child === child);
    if (!isUsed) child.kill();
  }

  #stopWhenIdle(): void {
    clearTimeout(this.#idleTimer);
    if (this.#child === undefined || this.#pending.size > 0) return;
    this.#idleTimer = setTimeout(() => this.stop(), this.#idleMs);
    this.#idleTimer.unref();
  }

  #start(access: Access): ChildProcess {
    const before = this.#child;
    if (before !== undefined && covers(this.#access, access)) {
      if (identityOf(this.#access) === this.#identity) return before;
    }
    const child = this.#children.start(this.#name, access);
    this.#child = child;
    this.#access = access;
    this.#identity = identityOf(access);
    if (before !== undefined) this.#endIfReplaced(before);
    child.onMessage((messages) => {
      this.#clearStuckTimer(child);
      const read = readFromWorker(messages);
      // Whatever sent this is no worker of ours any more.
      if (read === undefined) this.#end(child);
      else for (const message of read) this.#receive(message);
    });
    child.onExit((reason) => {
      this.#clearStuckTimer(child);
      if (this.#child === child) this.#child = undefined;
      const text = `The ${this.#name} process exited unexpectedly: ${reason}.`;
      for (const [id, pending] of this.#pending) {
        if (pending.child !== child) continue;
        this.#pending.delete(id);
        pending.reject(new AppError('worker.crashed', text));
      }
    });
    return child;
  }

  #receive(message: FromWorker): void {
    if (message.type === 'pong') return;
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    switch (message.type) {
      case 'event':
        tellEvent(pending, message.event);
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

/** An event that its listener cannot take fails the call, not this process. */
function tellEvent({ onEvent, reject }: Pending, event: unknown): void {
  try {
    onEvent?.(event);
  } catch (error) {
    const { message } = toAppError(error);
    reject(
      new AppError('worker.failed', `An event could not be read: ${message}`, { cause: error }),
    );
  }
}

function send(child: ChildProcess, message: ToWorker): void {
  child.send(message);
}

function cancelled(): AppError {
  return new AppError('job.cancelled', 'Cancelled.');
}
