import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { RpcSockets } from './rpcSockets.ts';

const megabyte = Buffer.alloc(1_000_000, 'x');
const server = createServer();
let sockets: RpcSockets;
let left: number[];
let page: WebSocket;
beforeEach(async () => {
  left = [];
  sockets = new RpcSockets({
    ...{ refuse: () => undefined, onOpen: () => {}, onFrame: () => {}, maxUnreadBytes: 8_000_000 },
    onClose: (connection) => left.push(connection),
  });
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request, connection, head) => sockets.upgrade(request, connection, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  page = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(page, 'open');
});
afterEach(async () => {
  page.terminate();
  sockets.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a page that does not read is closed; what waits for it stays bounded', async () => {
  page.pause();
  const before = process.memoryUsage.rss();
  for (let sent = 0; sent < 600; sent += 1) {
    // A copy each, as messages come from the core.
    sockets.send(1, Buffer.from(megabyte));
    await new Promise(setImmediate);
  }
  expect(left).toEqual([1]);
  expect(process.memoryUsage.rss() - before).toBeLessThan(300_000_000);
  page.resume();
  const [code] = await once(page, 'close');
  // Whether what waited is read before the connection is cut is a matter of time.
  expect([1013, 1006]).toContain(code);
  expect(left).toEqual([1]);
});

test('a page that reads gets more than may wait', async () => {
  let bytes = 0;
  page.on('message', (data: Buffer) => {
    bytes += data.length;
  });
  for (let sent = 0; sent < 50; sent += 1) {
    sockets.send(1, megabyte);
    await expect
      .poll(() => bytes, { interval: 1, timeout: 10_000 })
      .toBe((sent + 1) * megabyte.length);
  }
  expect(left).toEqual([]);
  expect(page.readyState).toBe(WebSocket.OPEN);
});
