import { RPCHandler } from '@orpc/server/message-port';
import { type BrowserWindow, MessageChannelMain, type MessagePortMain } from 'electron';
import type { App } from '../core/app.ts';
import { isAppUrl } from './appScheme.ts';

export interface PortDoor {
  /** Closes the port of the document that is shown, when the core behind it goes away. */
  close(): void;
}

/**
 * Hands the contract's port to the window's page, once for each document that asks. Only the main
 * frame of this very window gets one, and only while it shows this program's own page. The
 * port of the document before is closed, which ends its event streams.
 */
export function handPort(window: BrowserWindow, router: () => App['router'] | undefined): PortDoor {
  const contents = window.webContents;
  let current: MessagePortMain | undefined;
  const close = (): void => {
    current?.close();
    current = undefined;
  };
  contents.ipc.on('trendroom-connect', ({ senderFrame }) => {
    // Absent when the frame has gone on to another document meanwhile.
    if (senderFrame === null || senderFrame !== contents.mainFrame) return;
    if (!isAppUrl(senderFrame.url)) return;
    close();
    // Absent while the library is opened anew; the page is loaded again when it is open.
    const answers = router();
    if (answers === undefined) return;
    const { port1, port2 } = new MessageChannelMain();
    current = port1;
    new RPCHandler(answers).upgrade(port1);
    port1.start();
    senderFrame.postMessage('trendroom-port', null, [port2]);
  });
  return { close };
}
