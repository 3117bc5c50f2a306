import { toAppError } from '../base/index.ts';

const tryAgainMs = 1_000;

export interface JobStarter {
  /**
   * Sees to it that queued jobs run: here, or in the process that has the library, and here once
   * that process has left it.
   */
  letJobsRun(): void;
  dispose(): void;
}

/** `startJobs` begins to run jobs in this process. It throws `library.inUse` when another has them. */
export function createJobStarter(startJobs: () => void): JobStarter {
  let timer: NodeJS.Timeout | undefined;
  const attempt = (): void => {
    try {
      startJobs();
    } catch (error) {
      if (toAppError(error).code !== 'library.inUse') throw error;
      timer = setTimeout(again, tryAgainMs).unref();
    }
  };
  /** Nobody waits for this one: what it throws, the next call throws again. */
  const again = (): void => {
    timer = undefined;
    try {
      attempt();
    } catch {
      timer = setTimeout(again, tryAgainMs).unref();
    }
  };
  return {
    letJobsRun: () => {
      if (timer === undefined) attempt();
    },
    dispose: () => clearTimeout(timer),
  };
}
