import { Worker } from 'node:worker_threads';
import { AppError } from '../../base/index.ts';
import type { FromReader, ReaderOptions, ToReader } from './messages.ts';

interface Call {
  resolve(output: unknown): void;
  reject(error: AppError): void;
}

/** One thread with a read-only connection, which answers one call at a time. */
export class ReaderThread {
  readonly #worker: Worker;
  #call: Call | undefined;

  /** `onEnd` is called once, when the thread is gone, however it ended. */
  constructor(file: string, options: ReaderOptions, onEnd: (thread: ReaderThread) => void) {
    // Without the flags of this process: a test runner's hooks would be loaded again.
    this.#worker = new Worker(file, {
      workerData: options,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      name: 'reader',
    });
    // A thread without a call keeps no program from its end.
    this.#worker.unref();
    let failure = 'it was ended';
    this.#worker.on('message', (message: FromReader) => this.#receive(message));
    this.#worker.on('error', (error) => {
      failure = error.message;
    });
    this.#worker.on('exit', () => {
      onEnd(this);
      this.#settle((call) =>
        call.reject(new AppError('worker.crashed', `The reader thread ended: ${failure}`)),
      );
    });
  }

  call(name: string, input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#call = { resolve, reject };
      this.#worker.ref();
      this.#send({ type: 'run', name, input });
    });
  }

  /** Asks the task to stop; SQLite inside one statement does not hear it. */
  cancel(): void {
    this.#send({ type: 'cancel' });
  }

  /** Resolves when the thread is gone: after the statement that it is in. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(message: ToReader): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromReader): void {
    this.#settle((call) => {
      if (message.type === 'done') call.resolve(message.output);
      else call.reject(new AppError(message.code, message.message));
    });
  }

  #settle(end: (call: Call) => void): void {
    const call = this.#call;
    this.#call = undefined;
    this.#worker.unref();
    if (call !== undefined) end(call);
  }
}
