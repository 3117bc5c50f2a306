import type { SentRequest, SentResponse } from './messages.ts';

type Answer = (request: Request, area: SentRequest['area']) => Promise<Response | undefined>;

interface OpenBody {
  reader: ReadableStreamDefaultReader<Uint8Array>;
  client: AbortController;
}

/** Answers the requests that the host sends on, and keeps the bodies that it has not read whole. */
export class ServedRequests {
  readonly #answer: Answer;
  readonly #bodies = new Map<number, OpenBody>();
  #lastBody = 0;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  /** `signal` aborts when the client goes away before there is a response. */
  async fetch(sent: SentRequest, signal: AbortSignal): Promise<SentResponse | undefined> {
    const client = new AbortController();
    const abort = (): void => client.abort();
    signal.addEventListener('abort', abort);
    const { method, url, headers, body } = sent;
    const request = new Request(url, {
      ...{ method, headers, signal: client.signal },
      ...(body !== undefined && { body: new Uint8Array(body) }),
    });
    const response = await this.#answer(request, sent.area);
    signal.removeEventListener('abort', abort);
    if (response === undefined) return undefined;
    const answer = { status: response.status, headers: [...response.headers] };
    if (response.body === null) return { ...answer, body: undefined };
    if (signal.aborted) {
      await response.body.cancel();
      return { ...answer, body: undefined };
    }
    this.#lastBody += 1;
    this.#bodies.set(this.#lastBody, { reader: response.body.getReader(), client });
    return { ...answer, body: this.#lastBody };
  }

  async nextChunk(body: number): Promise<Uint8Array | undefined> {
    const open = this.#bodies.get(body);
    if (open === undefined) return undefined;
    try {
      const { done, value } = await open.reader.read();
      if (done) this.#bodies.delete(body);
      return value;
    } catch (error) {
      this.#bodies.delete(body);
      throw error;
    }
  }

  /** The client is gone. */
  drop(body: number): void {
    const open = this.#bodies.get(body);
    this.#bodies.delete(body);
    open?.client.abort();
    open?.reader.cancel().catch(() => {});
  }

  dropAll(): void {
    for (const body of this.#bodies.keys()) this.drop(body);
  }
}
