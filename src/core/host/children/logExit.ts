import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../base/index.ts';
import type { ChildProcess, WorkerName } from './children.ts';

export interface LogExitOptions {
  worker: WorkerName | 'core';
  logger: Logger;
  /** What the native libraries print; only its end is kept. */
  stderr: NodeJS.ReadableStream | null;
}

const keptCharacters = 4_000;
/** Something that the process started may hold the pipe open. */
const drainMs = 500;

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
  // What is still in the pipe comes after the exit. A stream that breaks says no more.
  const said = stderr === null ? Promise.resolve() : finished(stderr).catch(() => {});
  child.onExit((reason) => {
    if (asked) return;
    void Promise.race([said, sleep(drainMs, undefined, { ref: false })]).then(() =>
      logger.warn('helper process exited', { worker, reason, lastOutput: tail }),
    );
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
