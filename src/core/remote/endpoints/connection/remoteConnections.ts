import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import type { EndpointId } from '../../../../contract/index.ts';
import { AppError, withoutSecrets } from '../../../base/index.ts';
import { connectionError, statusError } from '../failureOf.ts';
import { bytesOfBody, sizeOfBody } from '../outgoingBody.ts';
import type { RemoteTarget, SentAnswer, SentRequest } from '../types.ts';
import { addressOf } from './remoteAddress.ts';
import { RemoteError } from './remoteError.ts';

const maxAnswerBytes = 64_000_000;
/** An error's words need no more. */
const maxErrorBytes = 10_000;
/** A shorter key, such as `EMPTY`, is a word that an answer may have by itself. */
const minKeyCharacters = 16;

/**
 * HTTP to the team's servers, with kept connections. A redirect is never followed: neither key nor
 * text goes to a host that the user has not entered.
 */
export class RemoteConnections {
  readonly #dispatchers = new Map<EndpointId, { settings: string; dispatcher: Dispatcher }>();

  /** Errors: RemoteError; the signal's reason when it aborts. */
  async send(
    target: RemoteTarget,
    key: string | undefined,
    { path, body, streamed, timeoutMs, maxBytes = maxAnswerBytes }: SentRequest,
    signal: AbortSignal | undefined,
  ): Promise<SentAnswer> {
    const startedAtMs = performance.now();
    const { name } = target;
    let text: string;
    let response: Dispatcher.ResponseData;
    try {
      // Unlike `fetch`, this follows no redirect and unpacks nothing.
      response = await request(addressOf(target.url, path), {
        method: body === undefined && streamed === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...typeOf({ body, streamed }),
        },
        ...(body !== undefined && { body }),
        // Files are read as fast as the server takes them.
        ...(streamed !== undefined && {
          body: Readable.from(bytesOfBody(streamed), { objectMode: false }),
        }),
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
        dispatcher: this.#dispatcherOf(target),
      });
      text = await readText(response, isOk(response) ? maxBytes : maxErrorBytes, name);
    } catch (error) {
      signal?.throwIfAborted();
      // Ours, or a file of the library could not be read: the server is not to blame.
      if (error instanceof AppError) throw error;
      throw connectionError(name, error);
    }
    if (!isOk(response)) {
      const { statusCode, headers } = response;
      const retryAfter = headers['retry-after'];
      throw statusError(name, statusCode, {
        text,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
        ...(key !== undefined && { key }),
      });
    }
    const latencyMs = performance.now() - startedAtMs;
    // Answers are stored and exported; a server that repeats what it was sent repeats the key.
    const isKeyAWord = key === undefined || key.length < minKeyCharacters;
    return { text: isKeyAWord ? text : withoutSecrets(text, [key]), latencyMs };
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

  #dispatcherOf({ id, caPem, proxyUrl }: RemoteTarget): Dispatcher {
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
  body: SentRequest['body'];
  streamed: SentRequest['streamed'];
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
  return typeof body === 'string' ? { 'content-type': 'application/json' } : {};
}

function isOk({ statusCode }: Dispatcher.ResponseData): boolean {
  return statusCode >= 200 && statusCode < 300;
}

async function readText(
  response: Dispatcher.ResponseData,
  maxBytes: number,
  name: string,
): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    // Of an error's words the beginning is enough.
    if (size > maxBytes && !isOk(response)) break;
    if (size > maxBytes) {
      const message = `${name} returned a response larger than ${maxBytes} bytes.`;
      const failure = { retryable: false, reached: true };
      throw new RemoteError('endpoint.invalidAnswer', message, failure);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
