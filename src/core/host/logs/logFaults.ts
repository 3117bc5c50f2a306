import type { Logger } from '../../base/index.ts';

export interface FaultOptions {
  /** The log of the library that is open at that time, if one is. */
  logger(): Logger | undefined;
  /** Ends the program, with words where a person sees them: its state cannot be trusted. */
  end(error: unknown): void;
}

/**
 * Faults of the program itself, the same in every process: a promise that nobody waits for is
 * logged, and the program goes on; an exception that nothing caught is logged and ends it.
 */
export function logFaults({ logger, end }: FaultOptions): void {
  process.on('unhandledRejection', (reason) => {
    logger()?.error('unhandled rejection', { error: describe(reason) });
  });
  process.on('uncaughtException', (error) => {
    logger()?.error('uncaught exception', { error: describe(error) });
    end(error);
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
