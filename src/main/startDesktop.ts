import { join } from 'node:path';
import { app, type BrowserWindow, type Session, session as sessions } from 'electron';
import { createFileRoutes, createPageFiles } from '../core/host/index.ts';
import { createAnswer } from './answerRequest.ts';
import { serveAppScheme } from './appScheme.ts';
import { askForPaths } from './askForPaths.ts';
import { denyNavigation, lockSession } from './denyByDefault.ts';
import { DesktopCore } from './desktopCore.ts';
import { handPort, type PortDoor } from './handPort.ts';
import { loadPage, openWindow } from './openWindow.ts';
import { endWith, reportFaults } from './reportFaults.ts';
import { setMenu } from './setMenu.ts';

/** A page that ends again this soon would go on so for ever. */
const reloadAgainMs = 10_000;

/** Opens the library and the window, and keeps both until the program ends. */
export async function startDesktop(): Promise<void> {
  let window: BrowserWindow | undefined;
  let door: PortDoor | undefined;
  const core = new DesktopCore({
    onBreak: () => {},
    choosePaths: (question) => askForPaths(window, question),
    onBack: (cause) => door?.reconnect(cause),
    onGivenUp: (error) => (error === undefined ? app.quit() : endWith(error, core.folder)),
  });
  reportFaults(core);
  disposeBeforeQuit(() => core.dispose());
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  // Also of contents that something else than this file makes.
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents));
  setMenu();
  if (!(await core.open())) return app.quit();

  window = openWindow(openSession(core));
  door = handPort(window, core);
  reloadWhenGone(window, core);
  window.on('closed', () => {
    window = undefined;
    door = undefined;
  });
  loadPage(window);
}

/** In memory: what the page keeps is in the library, and nothing of it lies elsewhere. */
function openSession(core: DesktopCore): Session {
  const session = sessions.fromPartition('trendroom');
  lockSession(session);
  const answer = createAnswer({
    page: createPageFiles(join(import.meta.dirname, '../renderer')),
    files: createFileRoutes(core.files),
    onError: (error) => core.logger.error('a request failed', { error: String(error) }),
  });
  serveAppScheme(session, answer);
  return session;
}

/** A page whose process crashed comes back once; one that crashes again and again ends the app. */
function reloadWhenGone(window: BrowserWindow, core: DesktopCore): void {
  let goneAtMs = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    core.logger.error('the window crashed', { reason, exitCode });
    const again = Date.now() - goneAtMs < reloadAgainMs;
    goneAtMs = Date.now();
    if (again) throw new Error(`The window crashed twice: ${reason}.`);
    loadPage(window);
  });
}

/** Jobs park at their last finished stage before the process ends. */
function disposeBeforeQuit(dispose: () => Promise<void>): void {
  let state: 'open' | 'disposing' | 'disposed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'disposed') return;
    event.preventDefault();
    if (state === 'disposing') return;
    state = 'disposing';
    void dispose().finally(() => {
      state = 'disposed';
      app.quit();
    });
  });
}
