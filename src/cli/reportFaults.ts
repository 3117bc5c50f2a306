import type { Logger } from '../core/base/index.ts';
import { logFaults } from '../core/host/index.ts';
import { exitCodes, printError, toErrorDto } from './output.ts';

let log: Logger | undefined;

/** Faults from now on go to the log of the library that a command works in. */
export function logFaultsTo(logger: Logger): void {
  log = logger;
}

/** A promise that nobody waits for does not end the command; an exception ends it with words. */
export function reportFaults({ json }: { json: boolean }): void {
  logFaults({
    logger: () => log,
    end: (error) => {
      printError(toErrorDto(error), json);
      process.exit(exitCodes.failed);
    },
  });
}
