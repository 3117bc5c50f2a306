import { safeHeaders } from '../../host/index.ts';

export interface EventSource {
  /** Ends when the client goes away. */
  signal: AbortSignal;
  /** Text since the last event. */
  emit(text: string): void;
}

export interface EventStreamOptions {
  /** Works until the answer is whole; gives the events that come after its text. */
  run(source: EventSource): Promise<unknown[]>;
  /** The event for a piece of text. */
  textEvent(text: string): unknown;
  /** The event for an error in the middle. */
  errorEvent(error: unknown): unknown;
}

/**
 * Server-sent events as OpenAI's API has them, ended by `data: [DONE]`. A client that reads slowly
 * gets the text that came meanwhile in one event, so nothing piles up here; one that goes away
 * cancels the work.
 */
export function eventStream(request: Request, options: EventStreamOptions): Response {
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  const encode = (event: unknown): Uint8Array =>
    new TextEncoder().encode(
      `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`,
    );
  let text = '';
  let ending: unknown[] | undefined;
  let wake = (): void => {};
  const emit = (added: string): void => {
    text += added;
    wake();
  };
  const finish = (events: unknown[]): void => {
    ending = [...events, '[DONE]'];
    wake();
  };
  options.run({ signal, emit }).then(finish, (error) => finish([options.errorEvent(error)]));
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        while (text === '' && ending === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        if (text !== '') {
          const event = options.textEvent(text);
          text = '';
          controller.enqueue(encode(event));
          return;
        }
        for (const event of ending ?? []) controller.enqueue(encode(event));
        controller.close();
      },
      cancel: () => left.abort(),
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: {
      ...safeHeaders,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    },
  });
}
