import { constants, setPriority } from 'node:os';
import { isMainThread } from 'node:worker_threads';

/**
 * Lets people's work go first on a busy machine: the process of this number, else this one, or on Linux
 * this thread, gets what the others leave. Called as soon as a process is started, it holds for its
 * start, too: the threads that it makes inherit it. It cannot be taken back without privileges.
 */
export function runInBackground(processId = 0): void {
  // Elsewhere a thread has no number of its own there: its whole process would step back.
  if (processId === 0 && !isMainThread && process.platform !== 'linux') return;
  try {
    setPriority(processId, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that does not allow it runs everything alike; a process may have ended.
  }
}
