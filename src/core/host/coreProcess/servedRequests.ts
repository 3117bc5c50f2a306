import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../base/index.ts';
import type { SentRequest, SentResponse } from './messages.ts';

type Answer = (request: Request, area: SentRequest['area']) => Promise<Response | undefined>;

interface OpenBody {
  reader: ReadableStreamDefaultReader<Uint8Array>;
  client: AbortController;
}

interface OpenRequest {
  client: AbortController;
  /** Rejects when the library closes before there is a response. */
  closed: PromiseWithResolvers<never>;
}

/** Answers the requests that the host sends on, and keeps the bodies that it has not read whole. */
export class ServedRequests {
  readonly #answer: Answer;
  readonly #open = new Map<OpenRequest, Promise<unknown>>();
  /** Undefined: the library was closed before it was read whole. */
  readonly #bodies = new Map<number, OpenBody | undefined>();
  #lastBody = 0;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  /** `signal` aborts when the client goes away before there is a response. */
  async fetch(sent: SentRequest, signal: AbortSignal): Promise<SentResponse | undefined> {
    const client = new AbortController();
    const open: OpenRequest = { client, closed: Promise.withResolvers() };
    const abort = (): void => client.abort();
    signal.addEventListener('abort', abort);
    try {
      const response = this.#respond(sent, client, signal);
      this.#open.set(
        open,
        response.catch(() => undefined),
      );
      return await Promise.race([response, open.closed.promise]);
    } finally {
      signal.removeEventListener('abort', abort);
      this.#open.delete(open);
    }
  }

  async #respond(
    { method, url, headers, body, area }: SentRequest,
    client: AbortController,
    signal: AbortSignal,
  ): Promise<SentResponse | undefined> {
    const request = new Request(url, {
      ...{ method, headers, signal: client.signal },
      ...(body !== undefined && { body: new Uint8Array(body) }),
    });
    const response = await this.#answer(request, area);
    if (response === undefined) return undefined;
    const answer = { status: response.status, headers: [...response.headers] };
    if (response.body === null) return { ...answer, body: undefined };
    if (signal.aborted) {
      await response.body.cancel();
      return { ...answer, body: undefined };
    }
    // JSON is in memory already: one message instead of three.
    if (response.headers.get('content-type')?.startsWith('application/json') === true) {
      return { ...answer, body: new Uint8Array(await response.arrayBuffer()) };
    }
    this.#lastBody += 1;
    this.#bodies.set(this.#lastBody, { reader: response.body.getReader(), client });
    return { ...answer, body: this.#lastBody };
  }

  /** Errors: `core.starting` when the library was closed meanwhile. */
  async nextChunk(body: number): Promise<Uint8Array | undefined> {
    const open = this.#bodies.get(body);
    if (open === undefined) {
      if (this.#bodies.delete(body)) throw closed();
      return undefined;
    }
    try {
      const { done, value } = await open.reader.read();
      if (done && this.#bodies.get(body) === undefined) throw closed();
      if (done) this.#bodies.delete(body);
      return value;
    } catch (error) {
      this.#bodies.delete(body);
      throw error;
    }
  }

  /** The client is gone. */
  drop(body: number): void {
    this.#end(this.#bodies.get(body));
    this.#bodies.delete(body);
  }

  /** The library is about to close: gives requests so long, then ends what is left. */
  async close(drainMs: number): Promise<void> {
    const late = sleep(drainMs, undefined, { ref: false });
    // What comes later waits for the next library.
    const open = [...this.#open];
    await Promise.race([Promise.all(open.map(([, response]) => response)), late]);
    for (const [{ client, closed: ended }] of open) {
      client.abort();
      ended.reject(closed());
    }
    for (const [id, body] of this.#bodies) {
      // Before it ends: what ends the stream is to be read as an error.
      this.#bodies.set(id, undefined);
      this.#end(body);
    }
  }

  #end(body: OpenBody | undefined): void {
    body?.client.abort();
    body?.reader.cancel().catch(() => {});
  }
}

function closed(): AppError {
  return new AppError('core.starting', 'The library was closed meanwhile.');
}
