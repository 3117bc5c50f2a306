import type { Logger } from '../base/index.ts';
import type { ChildProcess, WorkerName } from './children.ts';

export interface LogExitOptions {
  worker: WorkerName;
  logger: Logger;
  /** What the native libraries print; only its end is kept. */
  stderr: NodeJS.ReadableStream | null;
}

const keptCharacters = 4_000;

/**
 * Writes to the log why a child process ended by itself, with the last it said. One that was
 * ended on purpose is no news. stderr is always read: a full pipe would stop the process.
 */
export function logExit(
  child: ChildProcess,
  { worker, logger, stderr }: LogExitOptions,
): ChildProcess {
  let asked = false;
  let tail = '';
  stderr?.setEncoding('utf8');
  stderr?.on('data', (text: string) => {
    tail = (tail + text).slice(-keptCharacters);
  });
  // A stream that breaks with its process says nothing that the exit does not.
  stderr?.on('error', () => {});
  child.onExit((reason) => {
    if (!asked) logger.warn('a helper process ended', { worker, reason, lastWords: tail });
  });
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => child.send(message),
    onMessage: (listener) => child.onMessage(listener),
    onExit: (listener) => child.onExit(listener),
    kill: () => {
      asked = true;
      child.kill();
    },
  };
}
