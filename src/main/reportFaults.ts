import { app, dialog } from 'electron';
import { type Host, logFolder } from '../core/host/index.ts';

/**
 * Faults of the program itself: into the log, and what ends it also before the user. `current`
 * gives the host of the library that is open at that time, if one is.
 */
export function reportFaults(current: () => Host | undefined): void {
  process.on('uncaughtException', (error) => {
    current()?.logger.error('uncaught exception', { error: describe(error) });
    endWith(error, current());
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

/** Tells the user what happened and what to do, then quits; running jobs park. */
export function endWith(error: unknown, host?: Host): void {
  const message = error instanceof Error ? error.message : String(error);
  const log = host === undefined ? '' : ` The log is in ${logFolder(host.paths.library)}.`;
  dialog.showErrorBox(
    'Trendroom has to close',
    `${message}\n\nStart it again: jobs go on where they stopped. ` +
      `If it happens again, please report it.${log}`,
  );
  app.quit();
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
