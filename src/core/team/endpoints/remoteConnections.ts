import { Agent, type Dispatcher, FormData, fetch, ProxyAgent, type Response } from 'undici';
import type { EndpointId } from '../../../shared/index.ts';
import { AppError } from '../../base/index.ts';
import type { StoredEndpoint } from '../../library/index.ts';
import { connectionError, statusError } from './failureOf.ts';
import { bytesOfBody, sizeOfBody } from './outgoingBody.ts';
import { addressOf } from './remoteAddress.ts';
import { RemoteError } from './remoteError.ts';
import type { RemoteAnswer, RemoteRequest } from './types.ts';

const mostAnswerBytes = 64_000_000;
/** An error's words need no more. */
const mostErrorBytes = 10_000;

/**
 * HTTP to the team's servers, with kept connections. A redirect is never followed: neither key nor
 * text goes to a host that the user has not entered.
 */
export class RemoteConnections {
  readonly #dispatchers = new Map<EndpointId, { settings: string; dispatcher: Dispatcher }>();

  /** Errors: RemoteError; the signal's reason when it aborts. */
  async call(
    endpoint: StoredEndpoint,
    key: string | undefined,
    { path, body, streamed, signal, timeoutMs, mostBytes = mostAnswerBytes }: RemoteRequest,
  ): Promise<RemoteAnswer> {
    const startedAtMs = performance.now();
    const { name } = endpoint;
    let text: string;
    let response: Response;
    try {
      response = await fetch(addressOf(endpoint.url, path), {
        method: body === undefined && streamed === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...typeOf({ body, streamed }),
        },
        ...(body !== undefined && {
          body: body instanceof FormData ? body : JSON.stringify(body),
        }),
        // Files are read as fast as the server takes them.
        ...(streamed !== undefined && { body: bytesOfBody(streamed), duplex: 'half' as const }),
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
        dispatcher: this.#dispatcherOf(endpoint),
      });
      text = await readText(response, response.ok ? mostBytes : mostErrorBytes, name);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof RemoteError) throw error;
      // A file of the library could not be read: the server is not to blame.
      if (error instanceof Error && error.cause instanceof AppError) throw error.cause;
      throw connectionError(name, error);
    }
    if (!response.ok) {
      const retryAfter = response.headers.get('retry-after');
      throw statusError(name, response.status, {
        text,
        retryAfter,
        ...(key !== undefined && { key }),
      });
    }
    return { body: parse(text, name), latencyMs: performance.now() - startedAtMs };
  }

  /** Ends the connections to a server that was changed or removed. */
  forget(id: EndpointId): void {
    const known = this.#dispatchers.get(id);
    this.#dispatchers.delete(id);
    // Requests under way end first.
    void known?.dispatcher.close();
  }

  async dispose(): Promise<void> {
    const all = [...this.#dispatchers.values()];
    this.#dispatchers.clear();
    await Promise.all(all.map(({ dispatcher }) => dispatcher.destroy()));
  }

  #dispatcherOf({ id, caPem, proxyUrl }: StoredEndpoint): Dispatcher {
    const settings = JSON.stringify([caPem, proxyUrl]);
    const known = this.#dispatchers.get(id);
    if (known?.settings === settings) return known.dispatcher;
    this.forget(id);
    const tls = caPem === '' ? {} : { ca: caPem };
    // A long answer has its own time limit.
    const times = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 30_000 };
    const dispatcher =
      proxyUrl === ''
        ? new Agent({ ...times, connect: { timeout: 10_000, ...tls } })
        : new ProxyAgent({ ...times, uri: proxyUrl, requestTls: tls });
    this.#dispatchers.set(id, { settings, dispatcher });
    return dispatcher;
  }
}

function typeOf({
  body,
  streamed,
}: {
  body: RemoteRequest['body'] | undefined;
  streamed: RemoteRequest['streamed'] | undefined;
}): {
  'content-type'?: string;
  'content-length'?: string;
} {
  if (streamed !== undefined) {
    return {
      'content-type': streamed.contentType,
      'content-length': `${sizeOfBody(streamed)}`,
    };
  }
  // A form says its own.
  return body === undefined || body instanceof FormData
    ? {}
    : { 'content-type': 'application/json' };
}

async function readText(response: Response, mostBytes: number, name: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (response.body !== null) {
    for await (const piece of response.body) {
      size += piece.byteLength;
      // Of an error's words the beginning is enough.
      if (size > mostBytes && !response.ok) break;
      if (size > mostBytes) {
        const message = `${name} sent an answer of more than ${mostBytes} bytes.`;
        const failure = { retryable: false, reached: true };
        throw new RemoteError('endpoint.invalidAnswer', message, failure);
      }
      pieces.push(piece);
    }
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `${name} sent an answer that is no whole JSON document.`;
    const failure = { retryable: true, reached: true };
    throw new RemoteError('endpoint.invalidAnswer', message, failure, error);
  }
}
