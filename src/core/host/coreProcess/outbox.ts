/**
 * Gathers what is sent in one turn of the event loop into one message. Each costs a system call here
 * and wakes the other process, and while a model computes, both take the cores from it: an answer's
 * words pass through three processes.
 */
export class Outbox<Message> {
  readonly #send: (messages: Message[]) => void;
  #messages: Message[] = [];

  constructor(send: (messages: Message[]) => void) {
    this.#send = send;
  }

  add(message: Message): void {
    this.#messages.push(message);
    if (this.#messages.length === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const messages = this.#messages;
    this.#messages = [];
    this.#send(messages);
  }
}
