import { join } from 'node:path';
import { app, BrowserWindow, type Session } from 'electron';
import { appUrl } from './appScheme.ts';

/** The one window. Not yet loaded: its port door is put in before the first document asks. */
export function openWindow(session: Session): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Trendroom',
    width: 1280,
    height: 800,
    minWidth: 720,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

export function loadPage(window: BrowserWindow): void {
  // A load that is overtaken by the next one rejects; the page that stays is what counts.
  window.loadURL(appUrl).catch(() => {});
}
