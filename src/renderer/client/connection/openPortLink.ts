import { RPCLink } from '@orpc/client/message-port';
import { coreBreakOf, setConnectionState } from './connection.ts';

/**
 * Waits for the port that the preload script hands over. Another one comes when the core was
 * started again, or has opened another library; calls go on over that one.
 */
export function openPortLink(): Promise<RPCLink<Record<never, never>>> {
  const core = new CorePort();
  return new Promise((resolve) => {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      if (event.source !== window || port === undefined || !isPortMessage(event.data)) return;
      core.use(port);
      setConnectionState('connected', coreBreakOf(event.data.cause));
      resolve(new RPCLink({ port: core }));
    });
  });
}

function isPortMessage(data: unknown): data is { cause: unknown } {
  return typeof data === 'object' && data !== null && 'name' in data && 'cause' in data
    ? data.name === 'trendroom-port'
    : false;
}

/** The port to the core that is there now, as the one port that the contract's client knows. */
class CorePort {
  readonly #onMessages: ((data: unknown) => void)[] = [];
  readonly #onLosses: (() => void)[] = [];
  readonly onMessage = {
    addListener: (listen: (data: unknown) => void) => this.#onMessages.push(listen),
  };
  readonly onDisconnect = { addListener: (listen: () => void) => this.#onLosses.push(listen) };
  #port: MessagePort | undefined;

  use(port: MessagePort): void {
    this.#lose();
    this.#port = port;
    port.addEventListener('message', ({ data }) => {
      for (const listen of this.#onMessages) listen(data);
    });
    // When the core's process ends.
    port.addEventListener('close', () => {
      if (this.#port !== port) return;
      this.#lose();
      setConnectionState('lost');
    });
    port.start();
  }

  postMessage(data: unknown): void {
    if (this.#port === undefined) throw new DOMException(undefined, 'AbortError');
    this.#port.postMessage(data);
  }

  /** Calls that wait for an answer fail. */
  #lose(): void {
    this.#port?.close();
    this.#port = undefined;
    for (const listen of this.#onLosses) listen();
  }
}
