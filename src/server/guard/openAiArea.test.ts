import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Loopback } from '../../../test/support/loopback.ts';

/** How the host answers for OpenAI's interface before the core does. */
let host: Loopback;
beforeAll(async () => {
  host = await Loopback.open();
});
afterAll(() => host.close());

const json = { 'content-type': 'application/json' };
const post = (path: string, headers: Record<string, string>, body: string) =>
  host.ask(path, { method: 'POST', headers: { ...host.bearer, ...json, ...headers }, body });
const errorIn = ({ text }: { text: string }) => JSON.parse(text).error;

test('without the key: its own form of an error, and nothing else about the host', async () => {
  for (const path of ['/v1/models', '/v1/none', '/tokenize', '/metrics']) {
    const answer = await host.ask(path, { headers: { authorization: 'Bearer wrong' } });
    expect([answer.status, answer.headers['content-type']]).toEqual([401, 'application/json']);
    expect(errorIn(answer)).toEqual({
      message: expect.stringContaining('API key'),
      ...{ type: 'invalid_request_error', param: null, code: 'invalid_api_key' },
    });
  }
  // The rest of the host answers as before.
  expect(await host.ask('/api/videos')).toMatchObject({
    ...{ status: 401, text: 'Open the link printed by Trendroom.\n' },
  });
  expect(await host.ask('/health')).toMatchObject({ status: 200, text: '' });
  expect((await host.ask('/health', { headers: { host: 'evil.example' } })).status).toBe(421);
});

test('what is refused before it is read, and unknown addresses', async () => {
  const origin = { origin: 'https://evil.example' };
  const foreign = await host.ask('/v1/models', { headers: { ...host.bearer, ...origin } });
  expect([foreign.status, errorIn(foreign).code]).toEqual([403, 'request_refused']);
  const unknown = await post('/v1/none', {}, '{}');
  expect([unknown.status, errorIn(unknown).code]).toEqual([404, 'not_found']);
});

test('a body of unknown length is read, up to the limit of all bodies', async () => {
  const chunked = { 'transfer-encoding': 'chunked' };
  const wrong = await post('/v1/chat/completions', chunked, '{"messages":[],"frob":1}');
  expect([wrong.status, errorIn(wrong).param]).toEqual([400, 'messages']);
  const large = ' '.repeat(32_000_001);
  for (const headers of [chunked, { 'content-length': `${large.length}` }]) {
    const refused = await post('/v1/chat/completions', headers, large);
    expect([refused.status, errorIn(refused).code]).toEqual([413, 'request_too_large']);
  }
});

test('a chunked body ends where it says: what follows is a request of its own', async () => {
  const { port, token } = host.server;
  const head = [`Host: 127.0.0.1:${port}`, `Authorization: Bearer ${token}`];
  const lines = (first: string, ...more: string[]) =>
    `${[first, ...head, ...more].join('\r\n')}\r\n\r\n`;
  const asked = lines('POST /v1/none HTTP/1.1', 'Transfer-Encoding: chunked');
  const next = lines('GET /health HTTP/1.1', 'Connection: close');
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (part) => {
    answer += part;
  });
  socket.write(`${asked}2\r\n{}\r\n0\r\n\r\n${next}`);
  await new Promise((resolve) => socket.on('close', resolve));
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200']);
  // Neither a length beside it nor another coding is taken.
  for (const doubtful of ['Content-Length: 2', 'Transfer-Encoding: gzip, chunked']) {
    const other = connect(port, '127.0.0.1');
    let refusal = '';
    other.setEncoding('latin1').on('data', (part) => {
      refusal += part;
    });
    const coding = doubtful.startsWith('Content') ? ['Transfer-Encoding: chunked'] : [];
    other.write(`${lines('POST /v1/none HTTP/1.1', ...coding, doubtful)}0\r\n\r\n${next}`);
    await new Promise((resolve) => other.on('close', resolve));
    expect(refusal.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
  }
});
