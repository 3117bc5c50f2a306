import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** Electron's main-process port: events carry `{ data }`, nothing comes before `start`. */
export class MessagePortDouble extends EventEmitter {
  /** What the renderer receives when this end is transferred. */
  readonly raw: MessagePort;

  constructor(raw: MessagePort) {
    super();
    this.raw = raw;
  }

  postMessage(data: unknown): void {
    this.raw.postMessage(data);
  }

  start(): void {
    this.raw.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    this.raw.on('close', () => this.emit('close'));
  }

  close(): void {
    this.raw.close();
  }
}

/** A real channel: what crosses it is cloned, as between Electron's processes. */
export class MessageChannelDouble {
  readonly port1: MessagePortDouble;
  readonly port2: MessagePortDouble;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortDouble(port1);
    this.port2 = new MessagePortDouble(port2);
  }
}
