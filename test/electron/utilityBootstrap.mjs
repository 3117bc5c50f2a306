/** Makes a forked Node process look like Electron's utility process, then runs the worker. */
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

const port = Object.assign(new EventEmitter(), {
  postMessage: (message) => process.send(message, () => {}),
});
// Electron's port begins to deliver with its first listener; Node's channel waits likewise.
port.on('newListener', (name) => {
  if (name !== 'message' || port.listenerCount('message') > 0) return;
  process.on('message', (data) => port.emit('message', { data, ports: [] }));
});
process.on('disconnect', () => process.exit(0));
process.parentPort = port;
await import(pathToFileURL(process.argv[2]).href);
