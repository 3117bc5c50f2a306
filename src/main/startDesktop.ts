import { join } from 'node:path';
import { app, type BrowserWindow, session as sessions } from 'electron';
import { createPageFiles } from '../core/host/index.ts';
import { createAnswer } from './answerRequest.ts';
import { serveAppScheme } from './appScheme.ts';
import { lockSession } from './denyByDefault.ts';
import { handPort } from './handPort.ts';
import { type Core, openCore } from './openCore.ts';
import { loadPage, openWindow } from './openWindow.ts';
import { reportFaults } from './reportFaults.ts';
import { setMenu } from './setMenu.ts';

/** Opens the library and the window, and keeps both until the program ends. */
export async function startDesktop(): Promise<void> {
  let core: Core | undefined;
  let window: BrowserWindow | undefined;
  let closePort = (): void => {};
  reportFaults(() => core && { logger: core.host.logger, library: core.host.paths.library });
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  disposeBeforeQuit(async () => {
    closePort();
    const { app: open } = core ?? {};
    core = undefined;
    await open?.dispose();
  });
  setMenu();

  /** After a restore: everything of the old library ends, the page begins anew on the new one. */
  const reopen = async (): Promise<void> => {
    const replaced = core;
    core = undefined;
    closePort();
    await replaced?.app.dispose();
    core = await openCore(() => void reopen());
    if (core === undefined) app.quit();
    else if (window !== undefined) loadPage(window);
  };
  core = await openCore(() => void reopen());
  if (core === undefined) return app.quit();

  // In memory: what the page keeps is in the library, and nothing of it lies elsewhere.
  const session = sessions.fromPartition('trendroom');
  lockSession(session);
  const answer = createAnswer({
    page: createPageFiles(join(import.meta.dirname, '../renderer')),
    files: async (request) => core?.app.files(request) ?? new Response(null, { status: 503 }),
    onError: (error) => core?.host.logger.error('a request failed', { error: String(error) }),
  });
  serveAppScheme(session, answer);
  window = openWindow(session);
  closePort = handPort(window, () => core?.app.router).close;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    core?.host.logger.error('the page is gone', { reason, exitCode });
    if (reason !== 'clean-exit' && window !== undefined) loadPage(window);
  });
  window.on('closed', () => {
    window = undefined;
  });
  loadPage(window);
}

/** Jobs park at their last finished stage before the process ends. */
function disposeBeforeQuit(dispose: () => Promise<void>): void {
  let state: 'open' | 'disposing' | 'disposed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'disposed') return;
    event.preventDefault();
    if (state === 'disposing') return;
    state = 'disposing';
    void dispose()
      .catch(() => {})
      .finally(() => {
        state = 'disposed';
        app.quit();
      });
  });
}
