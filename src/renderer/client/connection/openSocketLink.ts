import { RPCLink } from '@orpc/client/websocket';
import { WebSocket as ReconnectingWebSocket } from 'partysocket';
import { socketProtocol, tokenProtocol } from '../../../contract/index.ts';
import { refuseLarge } from '../files/refuseLarge.ts';
import { type CoreBreak, coreBreakOf, setConnectionState } from './connection.ts';
import { checkSession, keepMediaPass, takeToken } from './session.ts';

/**
 * Opens a WebSocket that comes back by itself, with the token of the link. Never resolves when the
 * host refuses the page; the connection state then says so.
 */
export async function openSocketLink(): Promise<RPCLink<Record<never, never>>> {
  const token = takeToken();
  if (token === undefined || (await checkSession()) === 'refused') return refuse();
  keepMediaPass();
  const socket = new Socket(
    () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`,
    [socketProtocol, tokenProtocol(token)],
    { minReconnectionDelay: 300, maxReconnectionDelay: 4_000, maxEnqueuedMessages: 0 },
  );
  let cause: CoreBreak | undefined;
  socket.addEventListener('open', () => {
    setConnectionState('connected', cause);
    cause = undefined;
  });
  socket.addEventListener('close', ({ reason }) => {
    // Tries that fail meanwhile have no reason.
    cause = coreBreakOf(reason) ?? cause;
    void onClose();
  });
  return new RPCLink({ websocket: socket });

  async function onClose(): Promise<void> {
    setConnectionState('lost');
    // A host that was started anew has a new token: trying again would go on for ever.
    if ((await checkSession()) === 'refused') {
      socket.close();
      setConnectionState('refused');
    }
  }
}

/** Its states are those of a WebSocket, which its types do not say. */
class Socket extends ReconnectingWebSocket {
  /** The host would close the socket on a larger message: the call fails instead. */
  override send(data: Parameters<ReconnectingWebSocket['send']>[0]): boolean {
    refuseLarge(data);
    return super.send(data);
  }

  override get readyState(): 0 | 1 | 2 | 3 {
    switch (super.readyState) {
      case ReconnectingWebSocket.CONNECTING:
        return 0;
      case ReconnectingWebSocket.OPEN:
        return 1;
      case ReconnectingWebSocket.CLOSING:
        return 2;
      default:
        return 3;
    }
  }
}

function refuse(): Promise<never> {
  setConnectionState('refused');
  return new Promise(() => {});
}
