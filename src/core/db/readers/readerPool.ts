import { AppError, processFile, toAppError } from '../../base/index.ts';
import type { ReadControl, Readers, ReadPriority, ReadTask } from '../library.ts';
import { ReaderThread } from './readerThread.ts';

export interface ReaderPoolOptions {
  /** Of the library. */
  directory: string;
  /** What a thread runs. */
  file?: string;
  /** Interactive reads at the same time. Background reads have a thread of their own. */
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
  input: unknown;
  resolve(output: unknown): void;
  reject(error: AppError): void;
  thread?: ReaderThread;
}

/**
 * Runs reads on a few threads, in the order in which they came. Background reads have a thread of
 * their own, which gets what the others leave of the machine. A thread starts before it is needed,
 * but for the first of each kind, so that nobody waits for one while a long read has the other. A
 * cancelled read is answered at once; its thread has `cancelGraceMs` to stop, then it is ended and
 * replaced.
 */
export function createReaderPool(options: ReaderPoolOptions): Readers {
  const pools: Record<ReadPriority, ReaderPool> = {
    interactive: new ReaderPool(options),
    background: new ReaderPool({ ...options, size: 1, isBackground: true }),
  };
  return {
    run: <Input, Output>(task: ReadTask<Input, Output>, input: Input, control?: ReadControl) =>
      // The thread runs the task of this name, which gives what this one gives.
      pools[task.priority].run(task.name, input, control) as Promise<Output>,
    dispose: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.dispose()));
    },
  };
}

class ReaderPool {
  readonly #directory: string;
  readonly #file: string;
  readonly #size: number;
  readonly #cancelGraceMs: number;
  readonly #isBackground: boolean;
  readonly #idle: ReaderThread[] = [];
  readonly #running = new Set<Entry>();
  /** Given up, and busy with a statement still. */
  readonly #ending = new Map<ReaderThread, Promise<void>>();
  #waiting: Entry[] = [];
  #isDisposed = false;

  constructor({
    directory,
    file = processFile('reader'),
    size = usualSize,
    cancelGraceMs = usualCancelGraceMs,
    isBackground = false,
  }: ReaderPoolOptions & { isBackground?: boolean }) {
    this.#directory = directory;
    this.#file = file;
    this.#size = size;
    this.#cancelGraceMs = cancelGraceMs;
    this.#isBackground = isBackground;
  }

  async run(name: string, input: unknown, { signal }: ReadControl = {}): Promise<unknown> {
    if (signal?.aborted || this.#isDisposed) throw cancelled();
    let onAbort = (): void => {};
    try {
      return await new Promise((resolve, reject) => {
        const entry: Entry = { name, input, resolve, reject };
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

  get #started(): number {
    return this.#running.size + this.#idle.length + this.#ending.size;
  }

  /** The next entry that may run now. Threads that are given up count, so that few pile up. */
  #takeNext(): Entry | undefined {
    const canRun = this.#idle.length > 0 || this.#started < this.#size * 2;
    if (!canRun || this.#running.size >= this.#size) return undefined;
    return this.#waiting.shift();
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
      if (!this.#isDisposed) this.#startSpare();
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
    const options = { directory: this.#directory, isBackground: this.#isBackground };
    return new ReaderThread(this.#file, options, (thread) => this.#forget(thread));
  }

  /** Of idle threads the last is taken first: the one that has not loaded yet comes first. */
  #startSpare(): void {
    if (this.#started < this.#size) this.#idle.unshift(this.#start());
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
