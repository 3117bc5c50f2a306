/** Makes a forked Node process look like Electron's utility process, then runs the worker. */
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

const send = (message) => process.send(message, () => {});
const relayed = new Map();

/** A port whose other end is in the process that started this one; see utilityDouble.ts. */
class PortDouble extends EventEmitter {
  #waiting = [];

  constructor(id) {
    super();
    this.id = id;
    relayed.set(id, this);
  }

  postMessage(data) {
    send({ port: this.id, data });
  }

  start() {
    for (const data of this.#waiting ?? []) this.emit('message', { data, ports: [] });
    this.#waiting = undefined;
  }

  close() {
    send({ port: this.id });
  }

  receive(data) {
    if (this.#waiting !== undefined) this.#waiting.push(data);
    else this.emit('message', { data, ports: [] });
  }
}

const port = Object.assign(new EventEmitter(), { postMessage: (message) => send({ message }) });
// Electron's port begins to deliver with its first listener; Node's channel waits likewise.
port.on('newListener', (name) => {
  if (name !== 'message' || port.listenerCount('message') > 0) return;
  process.on('message', (sent) => {
    if (sent.port === undefined) {
      port.emit('message', {
        data: sent.message,
        ports: sent.ports.map((id) => new PortDouble(id)),
      });
    } else if ('data' in sent) relayed.get(sent.port)?.receive(sent.data);
    else relayed.get(sent.port)?.emit('close');
  });
});
process.on('disconnect', () => process.exit(0));
process.parentPort = port;
await import(pathToFileURL(process.argv[2]).href);
