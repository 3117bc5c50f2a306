import { constants, setPriority } from 'node:os';
import { isMainThread } from 'node:worker_threads';

/**
 * Lets people's work go first on a busy machine: this process, or on Linux this thread, gets what
 * the others leave. It cannot be taken back without privileges.
 */
export function runInBackground(): void {
  // Elsewhere a thread has no number of its own there: its whole process would step back.
  if (!isMainThread && process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that does not allow it runs everything alike.
  }
}
