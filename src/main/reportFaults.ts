import { app, dialog } from 'electron';
import type { Logger } from '../core/base/index.ts';
import { logFolder } from '../core/host/index.ts';

/**
 * Faults of the program itself: into the log, and what ends it also before the user. `current`
 * gives the log of the library that is open at that time, if one is.
 */
export function reportFaults(current: () => { logger: Logger; library: string } | undefined): void {
  process.on('uncaughtException', (error) => {
    const { logger, library } = current() ?? {};
    logger?.error('uncaught exception', { error: describe(error) });
    const log = library === undefined ? '' : `\n\nThe log is in ${logFolder(library)}.`;
    dialog.showErrorBox(
      'Trendroom has to close',
      `${error.message}\n\nStart it again: jobs go on where they stopped. ` +
        `If it happens again, please report it with the log.${log}`,
    );
    app.quit();
  });
  // Nothing waits for it any more, so nothing is lost: the program goes on.
  process.on('unhandledRejection', (reason) => {
    current()?.logger.error('unhandled rejection', { error: describe(reason) });
  });
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    current()?.logger.warn('a process of Electron is gone', { type, name, reason, exitCode });
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
