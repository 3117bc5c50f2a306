import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { maxMessageBytes, socketProtocol } from '../../contract/index.ts';
import type { Refusal } from '../guard/refuse.ts';

const heartbeatMs = 20_000;
const closeWaitMs = 1_000;

export interface RpcSocketsOptions {
  /** Why a client may not connect; undefined when it may. */
  refuse(request: IncomingMessage): Refusal | undefined;
  /** Connections are numbered; a number is never used again. */
  onOpen(connection: number): void;
  /** The message as it came. */
  onFrame(connection: number, data: Uint8Array): void;
  /** Nothing that is sent to it any more is read. */
  onClose(connection: number): void;
  /** A page for which more than this waits unread is closed. */
  maxUnreadBytes: number;
}

/** The WebSockets of all pages. A page that is gone without a word is noticed by its silence. */
export class RpcSockets {
  readonly #options: RpcSocketsOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    // Browsers want one of those that they named, and it must not be the token.
    handleProtocols: (names) => (names.has(socketProtocol) ? socketProtocol : false),
  });
  readonly #answered = new WeakSet<WebSocket>();
  readonly #sockets = new Map<number, WebSocket>();
  #lastConnection = 0;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(options: RpcSocketsOptions) {
    this.#options = options;
    this.#heartbeat = setInterval(() => this.#ping(), heartbeatMs).unref();
  }

  /** For the HTTP server's `upgrade` event. */
  upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const refusal = this.#options.refuse(request);
    if (refusal !== undefined) {
      connection.on('error', () => {});
      connection.end(
        `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n` +
          'Connection: close\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    this.#server.handleUpgrade(request, connection, head, (socket) => {
      this.#answered.add(socket);
      socket.on('pong', () => this.#answered.add(socket));
      // A broken or oversized message ends this socket; its close event tells everyone.
      socket.on('error', () => {});
      this.#serve(socket);
    });
  }

  /**
   * Sends a message to a page; one that has left meanwhile gets none. One that does not read what
   * was sent is closed with 1013 (try again later): a page that was merely slow connects anew and
   * reads what is there.
   */
  send(connection: number, data: string | Uint8Array): void {
    const socket = this.#sockets.get(connection);
    if (socket === undefined || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount <= this.#options.maxUnreadBytes) {
      socket.send(data);
      return;
    }
    socket.close(1013, 'unread');
    setTimeout(() => socket.terminate(), closeWaitMs).unref();
    this.#forget(connection);
  }

  /**
   * Closes every socket, saying why: 1001 the host goes away, 1012 it begins anew (RFC 6455 and
   * the registry beside it), with the reason. Those that do not say goodbye in time are cut.
   */
  async closeAll(code: 1001 | 1012, reason?: string): Promise<void> {
    const sockets = [...this.#server.clients];
    const closed = Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    );
    for (const socket of sockets) socket.close(code, reason);
    const cut = setTimeout(() => {
      for (const socket of sockets) socket.terminate();
    }, closeWaitMs);
    await closed;
    clearTimeout(cut);
  }

  stop(): void {
    clearInterval(this.#heartbeat);
    this.#server.close();
  }

  #serve(socket: WebSocket): void {
    this.#lastConnection += 1;
    const connection = this.#lastConnection;
    this.#sockets.set(connection, socket);
    const { onOpen, onFrame } = this.#options;
    onOpen(connection);
    // Text comes as the bytes of its UTF-8, which the core reads as well.
    socket.on('message', (data: Buffer) => {
      if (this.#sockets.has(connection)) onFrame(connection, data);
    });
    socket.on('close', () => this.#forget(connection));
  }

  #forget(connection: number): void {
    if (this.#sockets.delete(connection)) this.#options.onClose(connection);
  }

  #ping(): void {
    for (const socket of this.#server.clients) {
      if (!this.#answered.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }
}
