import { safeHeaders } from '../../../host/index.ts';
import type { GenerateResult } from '../../../inference/index.ts';
import type { AnswerFormat, AnswerReader, Gained } from './answerFormat.ts';

/** Where the work tells what happens. */
export interface EventSink {
  /** An answer has gained something. */
  gain(index: number, gained: Gained): void;
  end(index: number, result: GenerateResult): void;
}

export interface EventStreamOptions {
  format: AnswerFormat;
  answers: number;
  /** The last events, when the work is done. */
  finished: Promise<unknown[]>;
  /** The event for an error in the middle. */
  errorEvent(error: unknown): unknown;
  /** What an event is named; OpenAI's older interfaces name none. */
  nameOf?(event: unknown): string | undefined;
  /** What ends the stream, if anything does. */
  last: string | undefined;
  /** The client is gone. */
  onCancel(): void;
}

interface Pending {
  reader: AnswerReader;
  text: string;
  logprobs: Gained['logprobs'][number][];
  result: GenerateResult | undefined;
}

/**
 * Server-sent events as OpenAI's API has them. A client that reads slowly gets what came meanwhile
 * in one event for each answer, so nothing piles up here; one that goes away cancels the work.
 */
export class EventStream implements EventSink {
  readonly #pending = new Map<number, Pending>();
  readonly #readers = new Map<number, AnswerReader>();
  readonly #format: AnswerFormat;
  #wake = (): void => {};

  constructor(format: AnswerFormat) {
    this.#format = format;
  }

  gain(index: number, { text, logprobs }: Gained): void {
    const pending = this.#of(index);
    pending.text += text;
    pending.logprobs.push(...logprobs);
    this.#wake();
  }

  end(index: number, result: GenerateResult): void {
    this.#of(index).result = result;
    this.#wake();
  }

  response(options: EventStreamOptions): Response {
    const { answers, finished, errorEvent, last, onCancel } = options;
    let ending: unknown[] | undefined;
    finished
      .catch((error: unknown) => [errorEvent(error)])
      .then((events) => {
        ending = events;
        this.#wake();
      });
    const indexes = Array.from({ length: answers }, (_, index) => index);
    const starting = indexes.flatMap((index) => this.#format.start(index));
    const encoder = new TextEncoder();
    const encode = (event: unknown): Uint8Array => {
      const name = options.nameOf?.(event);
      const head = name === undefined ? '' : `event: ${name}\n`;
      return encoder.encode(`${head}data: ${JSON.stringify(event)}\n\n`);
    };
    const body = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          for (const event of starting.splice(0)) controller.enqueue(encode(event));
          // What was gained may be half of a sign, and no event yet.
          for (let sent = false; !sent; ) {
            while (this.#pending.size === 0 && ending === undefined) {
              await new Promise<void>((resolve) => {
                this.#wake = resolve;
              });
            }
            const events = this.#takeEvents();
            for (const event of events) controller.enqueue(encode(event));
            sent = events.length > 0;
            if (ending === undefined || this.#pending.size > 0) continue;
            for (const event of ending) controller.enqueue(encode(event));
            if (last !== undefined) controller.enqueue(encoder.encode(`data: ${last}\n\n`));
            controller.close();
            return;
          }
        },
        cancel: onCancel,
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

  #takeEvents(): unknown[] {
    const events = [...this.#pending.values()].flatMap(({ reader, text, logprobs, result }) => [
      ...(text === '' && logprobs.length === 0 ? [] : reader.add({ text, logprobs })),
      ...(result === undefined ? [] : reader.end(result)),
    ]);
    this.#pending.clear();
    return events;
  }

  #of(index: number): Pending {
    const present = this.#pending.get(index);
    if (present !== undefined) return present;
    const reader = this.#readers.get(index) ?? this.#format.reader(index);
    this.#readers.set(index, reader);
    const made: Pending = { reader, text: '', logprobs: [], result: undefined };
    this.#pending.set(index, made);
    return made;
  }
}
