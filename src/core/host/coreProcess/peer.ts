import { isErrorCode } from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import type { Calls } from '../children/protocol.ts';
import type { Link, LinkPort } from './link.ts';
import { Outbox } from './outbox.ts';

type Message =
  | { type: 'call'; id: number; name: string; input: unknown }
  | { type: 'cancel'; id: number }
  | { type: 'done'; id: number; output: unknown }
  | { type: 'failed'; id: number; code: string; message: string }
  | { type: 'news'; name: string; input: unknown };

export type Answers<Served extends Calls> = {
  [Name in keyof Served]: (
    input: Served[Name]['input'],
    signal: AbortSignal,
  ) => Promise<Served[Name]['output']>;
};

export type Listeners<News> = {
  [Name in keyof News]: (input: News[Name], ports: readonly LinkPort[]) => void;
};

interface Pending {
  resolve(output: never): void;
  reject(error: AppError): void;
}

/**
 * Calls and news in both directions over a link. Errors cross it with their code and message. When
 * the other side is gone, `close` fails what waits.
 */
export class Peer<Called extends Calls, Sent, Served extends Calls, Heard> {
  readonly #outbox: Outbox<Message>;
  readonly #answers: Answers<Served>;
  readonly #listeners: Listeners<Heard>;
  readonly #pending = new Map<number, Pending>();
  readonly #answering = new Map<number, AbortController>();
  #lastId = 0;
  #closed: AppError | undefined;

  constructor(link: Link, answers: Answers<Served>, listeners: Listeners<Heard>) {
    this.#outbox = new Outbox((messages) => link.send(messages));
    this.#answers = answers;
    this.#listeners = listeners;
    link.onMessage((messages, ports) => {
      for (const message of messages as Message[]) this.#receive(message, ports);
    });
  }

  call<Name extends keyof Called & string>(
    name: Name,
    input: Called[Name]['input'],
    signal?: AbortSignal,
  ): Promise<Called[Name]['output']> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<Called[Name]['output']>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
    const cancel = (): void => this.#send({ type: 'cancel', id });
    this.#send({ type: 'call', id, name, input });
    if (signal === undefined) return answer;
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    return answer.finally(() => signal.removeEventListener('abort', cancel));
  }

  tell<Name extends keyof Sent & string>(name: Name, input: Sent[Name]): void {
    if (this.#closed === undefined) this.#send({ type: 'news', name, input });
  }

  /** The other side is gone: fails what waits for it, and cancels what it waited for. */
  close(error: AppError): void {
    this.#closed = error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    for (const controller of this.#answering.values()) controller.abort(error);
  }

  #send(message: Message): void {
    this.#outbox.add(message);
  }

  #receive(message: Message, ports: readonly LinkPort[]): void {
    switch (message.type) {
      case 'call':
        void this.#answer(message.id, message.name, message.input);
        return;
      case 'cancel':
        this.#answering.get(message.id)?.abort();
        return;
      case 'done':
        this.#settle(message.id)?.resolve(message.output as never);
        return;
      case 'failed': {
        const code = isErrorCode(message.code) ? message.code : 'internal.unexpected';
        this.#settle(message.id)?.reject(new AppError(code, message.message));
        return;
      }
      case 'news': {
        const { name, input } = message;
        if (!Object.hasOwn(this.#listeners, name)) return;
        this.#listeners[name as keyof Heard](input as Heard[keyof Heard], ports);
        return;
      }
      default:
        message satisfies never;
    }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  async #answer(id: number, name: string, input: unknown): Promise<void> {
    const controller = new AbortController();
    this.#answering.set(id, controller);
    try {
      if (!Object.hasOwn(this.#answers, name)) throw new Error(`There is no call "${name}".`);
      const output = await this.#answers[name as keyof Served](input, controller.signal);
      this.#send({ type: 'done', id, output });
    } catch (error) {
      const { code, message } = toAppError(error);
      this.#send({ type: 'failed', id, code, message });
    } finally {
      this.#answering.delete(id);
    }
  }
}
