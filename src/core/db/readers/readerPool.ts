import { AppError, toAppError } from '../../base/index.ts';
import type { ReadControl, Readers, ReadPriority, ReadTask } from '../library.ts';
import { ReaderThread, readerFile } from './readerThread.ts';

export interface ReaderPoolOptions {
  /** Of the library. */
  directory: string;
  /** What a thread runs. */
  file?: string;
  /** Threads that work at the same time. */
  size?: number;
  /** How long a cancelled read may go on before its thread is given up. */
  cancelGraceMs?: number;
}

const usualSize = 2;
/** More than most statements take; starting another thread takes half a second. */
const usualCancelGraceMs = 1_000;
/** A thread that is given up ends after its statement; nobody waits longer than that for it. */
const maxDisposeMs = 5_000;

interface Entry {
  name: string;
  priority: ReadPriority;
  input: unknown;
  resolve(output: unknown): void;
  reject(error: AppError): void;
  thread?: ReaderThread;
}

/**
 * Runs reads on a few threads, interactive ones first, in the order in which they came. Threads
 * start when they are first needed and stay. Background reads leave one thread to people. A
 * cancelled read is answered at once; its thread has `cancelGraceMs` to stop, then it is ended and
 * replaced.
 */
export function createReaderPool(options: ReaderPoolOptions): Readers {
  const pool = new ReaderPool(options);
  return {
    run: <Input, Output>(task: ReadTask<Input, Output>, input: Input, control?: ReadControl) =>
      // The thread runs the task of this name, which gives what this one gives.
      pool.run(task, input, control) as Promise<Output>,
    dispose: () => pool.dispose(),
  };
}

class ReaderPool {
  readonly #directory: string;
  readonly #file: string;
  readonly #size: number;
  readonly #cancelGraceMs: number;
  readonly #idle: ReaderThread[] = [];
  readonly #running = new Set<Entry>();
  /** Given up, and busy with a statement still. */
  readonly #ending = new Map<ReaderThread, Promise<void>>();
  #waiting: Entry[] = [];
  #isDisposed = false;

  constructor({
    directory,
    file = readerFile,
    size = usualSize,
    cancelGraceMs = usualCancelGraceMs,
  }: ReaderPoolOptions) {
    this.#directory = directory;
    this.#file = file;
    this.#size = size;
    this.#cancelGraceMs = cancelGraceMs;
  }

  async run<Input>(
    { name, priority }: ReadTask<Input, unknown>,
    input: Input,
    { signal }: ReadControl = {},
  ): Promise<unknown> {
    if (signal?.aborted || this.#isDisposed) throw cancelled();
    let onAbort = (): void => {};
    try {
      return await new Promise((resolve, reject) => {
        const entry: Entry = { name, priority, input, resolve, reject };
        onAbort = () => this.#cancel(entry);
        signal?.addEventListener('abort', onAbort, { once: true });
        this.#waiting.push(entry);
        this.#next();
      });
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    for (const entry of [...this.#waiting.splice(0), ...this.#running]) {
      entry.reject(cancelled());
      if (entry.thread !== undefined) this.#end(entry.thread);
    }
    for (const thread of this.#idle.splice(0)) this.#end(thread);
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, maxDisposeMs);
    });
    await Promise.race([Promise.all(this.#ending.values()), tooLong]);
    clearTimeout(timer);
  }

  #next(): void {
    for (let entry = this.#takeNext(); entry !== undefined; entry = this.#takeNext()) {
      const thread = this.#idle.pop() ?? this.#start();
      entry.thread = thread;
      this.#running.add(entry);
      void this.#follow(entry, thread);
    }
  }

  /** The next entry that may run now. Threads that are given up count, so that few pile up. */
  #takeNext(): Entry | undefined {
    const started = this.#running.size + this.#idle.length + this.#ending.size;
    const canRun = this.#idle.length > 0 || started < this.#size * 2;
    if (!canRun || this.#running.size >= this.#size) return undefined;
    const background = [...this.#running].filter(({ priority }) => priority === 'background');
    const hasRoom = background.length < Math.max(1, this.#size - 1);
    const entry =
      this.#waiting.find(({ priority }) => priority === 'interactive') ??
      (hasRoom ? this.#waiting[0] : undefined);
    this.#waiting = this.#waiting.filter((other) => other !== entry);
    return entry;
  }

  async #follow(entry: Entry, thread: ReaderThread): Promise<void> {
    try {
      entry.resolve(await thread.call(entry.name, entry.input));
    } catch (error) {
      entry.reject(toAppError(error));
    } finally {
      this.#running.delete(entry);
      if (entry.thread === thread) this.#idle.push(thread);
      if (!this.#isDisposed) this.#next();
    }
  }

  #cancel(entry: Entry): void {
    entry.reject(cancelled());
    this.#waiting = this.#waiting.filter((other) => other !== entry);
    const { thread } = entry;
    if (thread === undefined || !this.#running.has(entry)) return;
    thread.cancel();
    setTimeout(() => {
      if (!this.#running.delete(entry)) return;
      this.#end(thread);
      this.#next();
    }, this.#cancelGraceMs).unref();
  }

  #start(): ReaderThread {
    const options = { directory: this.#directory };
    return new ReaderThread(this.#file, options, (thread) => this.#forget(thread));
  }

  #end(thread: ReaderThread): void {
    for (const entry of this.#running) if (entry.thread === thread) delete entry.thread;
    this.#ending.set(thread, thread.terminate());
  }

  /** A thread that is gone takes no further call. */
  #forget(thread: ReaderThread): void {
    this.#ending.delete(thread);
    for (const entry of this.#running) if (entry.thread === thread) delete entry.thread;
    const at = this.#idle.indexOf(thread);
    if (at !== -1) this.#idle.splice(at, 1);
    if (!this.#isDisposed) this.#next();
  }
}

function cancelled(): AppError {
  return new AppError('job.cancelled', 'Cancelled.');
}
