import type { RPCHandler } from '@orpc/server/message-port';
import type { LinkPort } from '../../core/host/index.ts';

type Frame = string | Uint8Array;

interface Page {
  receive(data: Frame): void;
  close(): void;
}

/**
 * The pages that are connected: over a port of their own, or over the link to the host, which
 * forwards the frames of their sockets unread.
 */
export class ConnectedPages {
  readonly #send: (connection: number, data: Frame) => void;
  readonly #pages = new Map<number, Page>();

  constructor(send: (connection: number, data: Frame) => void) {
    this.#send = send;
  }

  connect(connection: number, rpc: RPCHandler<Record<never, never>>, port?: LinkPort): void {
    if (port !== undefined) {
      rpc.upgrade(port, { context: {} });
      port.on('close', () => this.#pages.delete(connection));
      port.start();
      this.#pages.set(connection, { receive: () => {}, close: () => port.close() });
      return;
    }
    const frames = new FramePort((data) => this.#send(connection, data));
    rpc.upgrade(frames, { context: {} });
    this.#pages.set(connection, frames);
  }

  receive(connection: number, data: Frame): void {
    this.#pages.get(connection)?.receive(data);
  }

  disconnect(connection: number): void {
    const page = this.#pages.get(connection);
    this.#pages.delete(connection);
    page?.close();
  }

  closeAll(): void {
    for (const connection of this.#pages.keys()) this.disconnect(connection);
  }
}

/** The frames of one connection as the message port that oRPC serves. */
class FramePort implements Page {
  readonly #send: (data: Frame) => void;
  readonly #listeners = new Map<string, (event?: { data: unknown }) => void>();

  constructor(send: (data: Frame) => void) {
    this.#send = send;
  }

  on(event: string, listener: (event?: { data: unknown }) => void): void {
    this.#listeners.set(event, listener);
  }

  postMessage(data: Frame): void {
    this.#send(data);
  }

  receive(data: Frame): void {
    this.#listeners.get('message')?.({ data });
  }

  close(): void {
    this.#listeners.get('close')?.();
  }
}
