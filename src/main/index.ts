import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { app, BrowserWindow, MessageChannelMain } from 'electron';
import { createApp } from '../core/app.ts';
import { denyByDefault } from './denyByDefault.ts';
import { createElectronHost } from './electronHost.ts';

// Every renderer in the sandbox, also one that something opens later.
app.enableSandbox();

if (!app.requestSingleInstanceLock()) app.quit();
else app.whenReady().then(start, fail);

function start(): void {
  const core = createApp(createElectronHost());
  const rpc = new RPCHandler(core.router);
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  denyByDefault(window.webContents);
  window.once('ready-to-show', () => window.show());
  // A new port for every load; the old document's port closes with it.
  window.webContents.on('did-finish-load', () => {
    const { port1, port2 } = new MessageChannelMain();
    rpc.upgrade(port1);
    port1.start();
    window.webContents.postMessage('trendroom-port', null, [port2]);
  });
  const developmentUrl = process.env.ELECTRON_RENDERER_URL;
  if (developmentUrl !== undefined && !app.isPackaged) void window.loadURL(developmentUrl);
  else void window.loadFile(join(import.meta.dirname, '../renderer/index.html'));

  let disposed = false;
  app.on('before-quit', (event) => {
    if (disposed) return;
    // Jobs park at their last finished stage before the process ends.
    event.preventDefault();
    core.dispose().finally(() => {
      disposed = true;
      app.quit();
    });
  });
  app.on('window-all-closed', () => app.quit());
}

function fail(error: unknown): void {
  process.stderr.write(`Trendroom could not start: ${String(error)}\n`);
  app.exit(1);
}
