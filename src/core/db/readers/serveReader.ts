import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { AppError, runInBackground, toAppError } from '../../base/index.ts';
import type { Library, ReadTask } from '../library.ts';
import { openReadOnlyLibrary } from '../openReadOnlyLibrary.ts';
import type { FromReader, ReaderOptions, ToReader } from './messages.ts';

/** The registry holds tasks of every input; what comes was given to the task of the same name. */
export type AnyReadTask = ReadTask<never, unknown>;

/** Serves the reads of a pool on this thread. The library is opened read-only at the first one. */
export function serveReader(tasks: readonly AnyReadTask[]): void {
  const registry = new Map(tasks.map((task) => [task.name, task]));
  if (isMainThread) return;
  const { directory, isBackground } = workerData as ReaderOptions;
  if (isBackground) runInBackground();
  let library: Library | undefined;
  let running: AbortController | undefined;
  const answer = (message: FromReader): void => parentPort?.postMessage(message);
  const run = async (name: string, input: never, signal: AbortSignal): Promise<unknown> => {
    const task = registry.get(name);
    if (task === undefined) {
      throw new AppError('internal.unexpected', `The reader has no task ${name}.`);
    }
    library ??= openReadOnlyLibrary(directory);
    return task.run(library, input, { signal });
  };
  parentPort?.on('message', (message: ToReader) => {
    if (message.type === 'cancel') {
      running?.abort();
      return;
    }
    running = new AbortController();
    run(message.name, message.input as never, running.signal).then(
      (output) => answer({ type: 'done', output }),
      (error: unknown) => {
        const { code, message: text } = toAppError(error);
        answer({ type: 'failed', code, message: text });
      },
    );
  });
}
