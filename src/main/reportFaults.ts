import { app, dialog } from 'electron';
import type { Logger } from '../core/base/index.ts';
import { logFaults, logFolder } from '../core/host/index.ts';

/** Faults of the program itself: into the log of the library, and what ends it before the user. */
export function reportFaults(core: { logger: Logger; folder: string | undefined }): void {
  logFaults({ logger: () => core.logger, end: (error) => endWith(error, core.folder) });
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    core.logger.warn('Electron process exited', { type, name, reason, exitCode });
  });
}

/** Tells the user what happened and what to do, then quits; running jobs park. */
export function endWith(error: unknown, folder?: string): void {
  const message = error instanceof Error ? error.message : String(error);
  const log = folder === undefined ? '' : ` The log is in ${logFolder(folder)}.`;
  dialog.showErrorBox(
    'Trendroom must close',
    `${message}\n\nRestart Trendroom: jobs resume where they stopped. ` +
      `If it happens again, please report it.${log}`,
  );
  app.quit();
}
