import { type BrowserWindow, MessageChannelMain, type WebFrameMain } from 'electron';
import type { CoreBreak } from '../core/host/index.ts';
import { isAppUrl } from './appScheme.ts';
import type { DesktopCore } from './desktopCore.ts';

export interface PortDoor {
  /** Gives the shown document a port to the core that came back, and tells why it had gone. */
  reconnect(cause: CoreBreak): void;
}

/**
 * Hands the contract's port to the window's page: to each document that asks, and again when the
 * core comes back. Only the main frame of this very window gets one, and only while it shows this
 * program's own page. The other end goes to the core: nothing passes through this process. The
 * port of the document before is closed, which ends its event streams.
 */
export function handPort(window: BrowserWindow, core: DesktopCore): PortDoor {
  const contents = window.webContents;
  let current: number | undefined;
  const hand = (frame: WebFrameMain, cause: CoreBreak | null): void => {
    if (current !== undefined) core.disconnect(current);
    const { port1, port2 } = new MessageChannelMain();
    // Undefined while there is no core: the page gets its port when it is back.
    current = core.connect(port1);
    if (current !== undefined) frame.postMessage('trendroom-port', cause, [port2]);
  };
  contents.ipc.on('trendroom-connect', ({ senderFrame }) => {
    // Absent when the frame has gone on to another document meanwhile.
    if (senderFrame === null || senderFrame !== contents.mainFrame) return;
    if (isAppUrl(senderFrame.url)) hand(senderFrame, null);
  });
  return {
    reconnect: (cause) => {
      // Numbers of the core before mean nothing to this one.
      current = undefined;
      const frame = contents.mainFrame;
      if (isAppUrl(frame.url)) hand(frame, cause);
    },
  };
}
