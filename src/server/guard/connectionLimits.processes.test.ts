import { readdir, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Loopback } from '../../../test/support/loopback.ts';

/** Clients that are slow, on purpose or not. The limits are short here. */
let host: Loopback;
beforeAll(async () => {
  host = await Loopback.open({ limits: { headersMs: 1_000, silenceMs: 1_000 } });
});
afterAll(() => host.close());

const head = (first: string, ...more: string[]): string =>
  [`${first} HTTP/1.1`, `Host: 127.0.0.1:${host.server.port}`, ...more, '', ''].join('\r\n');
const token = () => `Authorization: Bearer ${host.server.token}`;

/** A connection, and all that comes back over it until the host ends it. */
function open(): { socket: Socket; answer: Promise<string> } {
  const socket = connect(host.server.port, '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1').on('data', (part) => {
    text += part;
  });
  socket.on('error', () => {});
  return { socket, answer: new Promise((resolve) => socket.on('close', () => resolve(text))) };
}

/** Sends bytes one by one until there are enough or the host ends the connection. */
async function drip(socket: Socket, bytes: string, everyMs: number): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed) return;
    socket.write(byte);
    await sleep(everyMs);
  }
}

test('an upload takes as long as it takes while bytes come', async () => {
  const { socket, answer } = open();
  const uploadId = crypto.randomUUID();
  socket.write(
    head(`PUT /uploads/${uploadId}/slow.mp4`, token(), 'Content-Length: 8', 'Connection: close'),
  );
  await drip(socket, 'abcdefgh', 300);
  expect(await answer).toMatch(/^HTTP\/1\.1 200 .*"sizeBytes":8/s);
});

test('an upload that stops in the middle is ended and leaves no file', async () => {
  const { socket, answer } = open();
  const uploadId = crypto.randomUUID();
  socket.write(head(`PUT /uploads/${uploadId}/cut.mp4`, token(), 'Content-Length: 8'));
  socket.write('abc');
  expect(await answer).not.toContain(' 200 ');
  const folder = join(host.library, 'uploads', uploadId);
  await expect.poll(() => readdir(folder)).toEqual([]);
});

test('headers that come slowly are cut, and so is a connection that says nothing', async () => {
  const slow = open();
  const silent = open();
  const started = performance.now();
  await Promise.all([
    drip(slow.socket, head('GET /', 'X: '.padEnd(500, 'x')), 50),
    slow.answer,
    silent.answer,
  ]);
  expect(performance.now() - started).toBeLessThan(6_000);
  expect(await slow.answer).toMatch(/^HTTP\/1\.1 408 /);
});

test('a stranger is turned away before any of the body is there', async () => {
  const body = '{"token":"'.padEnd(10_000_000, 'x');
  for (const path of [
    '/session',
    '/api/batches',
    '/v1/chat/completions',
    `/uploads/${crypto.randomUUID()}/x`,
  ]) {
    const { socket, answer } = open();
    const length = `Content-Length: ${body.length}`;
    socket.write(head(`POST ${path}`, 'Content-Type: application/json', length));
    const started = performance.now();
    expect(await answer, path).toMatch(/^HTTP\/1\.1 401 /);
    // It does not wait for the rest, which never comes.
    expect(performance.now() - started).toBeLessThan(1_000);
  }
});

test('a stranger who does not read the page, or does nothing more, is let go', async () => {
  await writeFile(join(host.folder, 'page', 'assets', 'large.js'), Buffer.alloc(30_000_000));
  const unread = open();
  unread.socket.pause();
  unread.socket.write(head('GET /assets/large.js'));
  const idle = open();
  idle.socket.write(`${head('POST /api/batches', 'Content-Length: 5')}12345`);
  expect(await idle.answer).toMatch(/^HTTP\/1\.1 401 /);
  // Nobody is told that the other end is gone while nothing is read.
  await sleep(2_500);
  unread.socket.resume();
  expect((await unread.answer).length).toBeLessThan(30_000_000);
});

test('a user who does not read a stream keeps it', async () => {
  const { socket, answer } = open();
  socket.write(head('GET /api/jobs/watch', token()));
  let isEnded = false;
  void answer.then(() => {
    isEnded = true;
  });
  await sleep(2_500);
  expect(isEnded).toBe(false);
  socket.destroy();
});

test('a user is answered at once while strangers post', async () => {
  const body = JSON.stringify({ token: Array.from({ length: 1_000_000 }, () => ({})) });
  const strangers = Array.from({ length: 16 }, () =>
    host.ask('/session', { method: 'POST', body }).catch(() => undefined),
  );
  const started = performance.now();
  expect((await host.ask('/session', { headers: host.bearer })).status).toBe(200);
  expect(performance.now() - started).toBeLessThan(2_000);
  await Promise.all(strangers);
});
