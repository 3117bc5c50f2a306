import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { maxMessageBytes } from '../../contract/index.ts';

/** What a client may make this host wait for, and hold. */
export interface ConnectionLimits {
  /** From the first byte of a request to the end of its headers. */
  headersMs: number;
  /** Without a byte of a body that is not whole, or of an answer to a client without the token. */
  silenceMs: number;
  /** Bytes that wait for a page which does not read them. */
  unreadBytes: number;
}

export const usualLimits: ConnectionLimits = {
  headersMs: 10_000,
  silenceMs: 60_000,
  unreadBytes: maxMessageBytes,
};

/** A server that gives up on slow headers. Node's own limit of a whole request would cut uploads. */
export function createLimitedServer({ headersMs, silenceMs }: ConnectionLimits): Server {
  return createServer({
    headersTimeout: headersMs,
    requestTimeout: 0,
    keepAliveTimeout: Math.min(5_000, silenceMs),
    connectionsCheckingInterval: Math.min(1_000, headersMs),
  });
}

/**
 * Ends the connection of a client that stops in the middle of a body. One that has not shown the
 * token must read its answer as well: those who have may leave a video or a stream waiting.
 */
export function endWhenSilent(
  request: IncomingMessage,
  response: ServerResponse,
  { silenceMs, hasToken }: { silenceMs: number; hasToken: boolean },
): void {
  const { headers, socket } = request;
  const hasBody = (headers['transfer-encoding'] ?? headers['content-length']) !== undefined;
  if (!hasBody && hasToken) return;
  socket.setTimeout(silenceMs);
  if (!hasToken) return;
  request.once('end', () => {
    // After the answer the limit of idle connections is set, which is to stay.
    if (!response.writableFinished) socket.setTimeout(0);
  });
}
