import { RPCLink } from '@orpc/client/websocket';
import { WebSocket as ReconnectingWebSocket } from 'partysocket';
import { refuseLarge } from '../refuseLarge.ts';
import { type CoreBreak, coreBreakOf, setConnectionState } from './connection.ts';

/**
 * Trades the token in the link's fragment for a cookie, then opens a WebSocket that comes back by
 * itself. The fragment never leaves the browser by itself and is taken out of the address bar.
 * Never resolves when the host refuses the page; the connection state then says so.
 */
export async function openSocketLink(): Promise<RPCLink<Record<never, never>>> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) {
    history.replaceState(history.state, '', location.pathname + location.search);
    const answer = await post('/session', { token });
    if (answer === 'refused') return refuse();
  } else if ((await get('/session')) === 'refused') {
    return refuse();
  }
  const socket = new Socket(
    () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`,
    [],
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
    if ((await get('/session')) === 'refused') {
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

type Answer = 'accepted' | 'refused' | 'unreachable';

async function post(path: string, body: unknown): Promise<Answer> {
  return answerOf(
    fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

async function get(path: string): Promise<Answer> {
  return answerOf(fetch(path));
}

async function answerOf(request: Promise<Response>): Promise<Answer> {
  try {
    const { status } = await request;
    return status === 401 || status === 403 ? 'refused' : 'accepted';
  } catch {
    return 'unreachable';
  }
}
