import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Loopback } from '../../../test/support/loopback.ts';

/** Requests as bytes: what is ambiguous is refused, with the token or without. */
let host: Loopback;
beforeAll(async () => {
  host = await Loopback.open();
});
afterAll(() => host.close());

/** Everything that the host answers to these lines before it ends the connection. */
function send(lines: readonly string[], body = ''): Promise<string> {
  const socket = connect(host.server.port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (part) => {
    answer += part;
    // A WebSocket stays open.
    if (answer.startsWith('HTTP/1.1 101')) socket.destroy();
  });
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

const address = () => `Host: 127.0.0.1:${host.server.port}`;
const token = () => `Authorization: Bearer ${host.server.token}`;
const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
const refused = /^HTTP\/1\.1 400 /;
const answers = (text: string) => text.match(/^HTTP\/1\.1 \d+/gm);

/** As a request, and as the upgrade of a socket. */
async function expectRefused(lines: readonly string[]): Promise<void> {
  for (const more of [[], upgrade]) {
    const answer = await send([...lines, ...more]);
    expect(answer, lines.join(' | ')).toMatch(refused);
    expect(answers(answer)).toHaveLength(1);
  }
}

test('a plain request is answered, so that the others fail for their own reason', async () => {
  const plain = ['GET /api/videos HTTP/1.1', address(), token(), 'Connection: close'];
  expect(await send(plain)).toMatch(/^HTTP\/1\.1 200 /);
  const opened = await send(['GET /rpc HTTP/1.1', address(), token(), ...upgrade]);
  expect(opened).toMatch(/^HTTP\/1\.1 101 /);
});

test('headers that come twice or not at all are refused', async () => {
  const first = 'GET /rpc HTTP/1.1';
  await expectRefused([first, token()]);
  await expectRefused([first, address(), address(), token()]);
  await expectRefused([first, address(), 'Host: evil.example', token()]);
  await expectRefused([first, 'Host: evil.example', address(), token()]);
  const origin = `Origin: http://127.0.0.1:${host.server.port}`;
  await expectRefused([first, address(), origin, origin, token()]);
  await expectRefused([first, address(), origin, 'Origin: https://evil.example', token()]);
  await expectRefused([first, address(), token(), token()]);
  await expectRefused([first, address(), token(), 'Authorization: Bearer x']);
  const site = 'Sec-Fetch-Site: same-origin';
  await expectRefused([first, address(), token(), site, 'Sec-Fetch-Site: cross-site']);
});

test('other versions than HTTP/1.1 are refused', async () => {
  for (const version of ['HTTP/0.9', 'HTTP/1.0', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/9.9', 'HTTPS/1.1']) {
    await expectRefused([`GET /rpc ${version}`, address(), token()]);
  }
});

test('whole addresses, and paths that can be read in two ways, are refused', async () => {
  const { port } = host.server;
  for (const target of [
    `http://127.0.0.1:${port}/rpc`,
    `http://evil.example/rpc`,
    `http://127.0.0.1:${port}@evil.example/rpc`,
    '*',
    'rpc',
    '//rpc',
    '//evil.example/rpc',
    '/./rpc',
    '/../rpc',
    '/a/../rpc',
    '/%2e%2e/rpc',
    '/a/.%2E/rpc',
    '/..%2frpc',
    '/..%5Crpc',
    '/..\\rpc',
    '/rpc%00',
    '/rpc%0d%0aX:1',
    '/rpc%',
    '/rpc%zz',
    '/%ff%fe',
    '/%c0%ae%c0%ae/rpc',
    '/rpc#x',
    '/rp\u00e7',
  ]) {
    await expectRefused([`GET ${target} HTTP/1.1`, address(), token()]);
  }
});

test('a body whose end can be read in two ways is refused, and nothing after it is answered', async () => {
  const hidden = `GET /api/videos HTTP/1.1\r\n${address()}\r\n${token()}\r\n\r\n`;
  const chunked = 'Transfer-Encoding: chunked';
  for (const headers of [
    [chunked, 'Content-Length: 5'],
    ['Content-Length: 5', chunked],
    ['Content-Length: 0', 'Content-Length: 5'],
    ['Content-Length: 5', 'Content-Length: 5'],
    ['Content-Length: 5, 5'],
    ['Content-Length: +5'],
    ['Content-Length: -5'],
    ['Content-Length: 0x5'],
    ['Transfer-Encoding: chunked, identity'],
    ['Transfer-Encoding: gzip, chunked'],
    ['Transfer-Encoding: xchunked'],
    ['Transfer-Encoding: identity'],
    [chunked, chunked],
    ['Transfer-Encoding : chunked'],
    ['Transfer-Encoding:', ' chunked'],
    ['X: 1', ' Transfer-Encoding: chunked'],
    ['X\u00e9: 1\rTransfer-Encoding: chunked'],
  ]) {
    const lines = ['PUT /uploads/x/y HTTP/1.1', address(), token(), ...headers];
    const answer = await send(lines, `0\r\n\r\n${hidden}`);
    expect(answer, headers.join(' | ')).toMatch(refused);
    expect(answers(answer), headers.join(' | ')).toHaveLength(1);
  }
});

test('a tunnel is refused', async () => {
  const answer = await send([`CONNECT 127.0.0.1:${host.server.port} HTTP/1.1`, address(), token()]);
  expect(answer).toMatch(/^$|^HTTP\/1\.1 4/);
});
