import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Loopback } from '../../../test/support/loopback.ts';

let host: Loopback;
beforeAll(async () => {
  host = await Loopback.open();
});
afterAll(() => host.close());

const statusOf = async (path: string, headers: Record<string, string>) =>
  (await host.ask(path, { headers })).status;

test('the page is for everyone, in its own places too; nothing else is', async () => {
  const page = await host.ask('/video/018f', { headers: { accept: 'text/html' } });
  expect(page).toMatchObject({ status: 200, text: '<!doctype html>the page' });
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  const policy = page.headers['content-security-policy'];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${host.server.port};`);
  const script = await host.ask('/assets/main-1a2b.js');
  expect(script.text).toBe('run()');
  expect(script.headers['cache-control']).toContain('immutable');

  for (const path of [
    '/api/jobs',
    '/media/a/original',
    '/session',
    '/assets/none.js',
    '/rpc',
    '/v1/models',
    '/metrics',
  ]) {
    expect(await statusOf(path, {}), path).toBe(401);
  }
});

test('the token of the link opens everything, and no cookie is set', async () => {
  for (const path of ['/session', '/api/videos', '/']) {
    const answer = await host.ask(path, { headers: host.bearer });
    expect(answer.status, path).toBe(200);
    expect(answer.headers['set-cookie'], path).toBeUndefined();
  }
  const opened = await host.socket({}, { protocols: ['trendroom', `token.${host.server.token}`] });
  if (typeof opened === 'number') return expect.fail(`refused with ${opened}`);
  // The token is not sent back.
  expect(opened.protocol).toBe('trendroom');
});

test('a wrong or missing token opens nothing', async () => {
  const wrong = host.server.token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  for (const headers of [
    { authorization: `Bearer ${wrong}` },
    { authorization: `Bearer ${host.server.token}x` },
    { authorization: host.server.token },
    { authorization: `Bearer ${await host.mediaPass()}` },
    { cookie: `trendroom_${host.server.port}=${host.server.token}` },
    { 'sec-websocket-protocol': `token.${host.server.token}` },
  ]) {
    expect(await statusOf('/api/videos', headers)).toBe(401);
  }
  for (const protocols of [[], ['trendroom'], ['trendroom', `token.${wrong}`]]) {
    expect(await host.socket({}, { protocols })).toBe(401);
  }
});

test('the pass of a page opens pictures and videos, and nothing else', async () => {
  const pass = await host.mediaPass();
  const media = '/media/019aaaaa-0000-7000-8000-000000000000/poster';
  // There is no such video.
  expect(await statusOf(`${media}?pass=${pass}`, {})).toBe(404);
  expect(await statusOf(`${media}?pass=${pass.slice(0, -1)}`, {})).toBe(401);
  expect(await statusOf(media, {})).toBe(401);
  for (const path of ['/api/videos', '/session', '/metrics', '/media']) {
    expect(await statusOf(`${path}?pass=${pass}`, {}), path).toBe(401);
  }
  expect(await host.socket({}, { path: `/rpc?pass=${pass}` })).toBe(404);
});

test('foreign names and foreign pages are refused before anything is read, token or not', async () => {
  const { port } = host.server;
  const mine = host.bearer;
  const refused = async (headers: Record<string, string>, status: number): Promise<void> => {
    expect(await statusOf('/', headers)).toBe(status);
    expect(await statusOf('/api/videos', { ...mine, ...headers })).toBe(status);
    expect(await host.socket({ ...mine, ...headers })).toBe(status);
  };
  for (const name of [
    `evil.example:${port}`,
    `localhost:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
    '[::1]:80',
  ]) {
    await refused({ host: name }, 421);
  }
  for (const origin of [
    'https://evil.example',
    'null',
    `http://localhost:${port}`,
    `http://127.0.0.1:${port + 1}`,
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}.evil.example`,
  ]) {
    await refused({ origin }, 403);
  }
  await refused({ 'sec-fetch-site': 'cross-site' }, 403);
  await refused({ 'sec-fetch-site': 'same-site' }, 403);
  await refused({ 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'document' }, 403);
  await refused({ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' }, 403);
  await refused({ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'empty' }, 403);
  // A file leads a window to the page, which holds nothing without the token.
  const led = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };
  expect(await statusOf('/', led)).toBe(200);
  expect(await statusOf('/api/videos', led)).toBe(401);
  const posted = await host.ask('/session', { method: 'POST', headers: led, body: '{}' });
  expect(posted.status).toBe(403);

  const own = { ...mine, origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' };
  expect(await statusOf('/api/videos', own)).toBe(200);
  expect(await host.socket(own, { path: '/elsewhere' })).toBe(404);
  expect(typeof (await host.socket(own))).toBe('object');
});

test('TRACE is no method of anything', async () => {
  for (const path of ['/api/videos', '/v1/models', '/media/a/original', '/uploads/a/b.mp4']) {
    const answer = await host.ask(path, { method: 'TRACE', headers: host.bearer });
    expect(answer.status, path).toBe(405);
  }
});

test('it listens on 127.0.0.1 alone', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  // 127.0.0.2 is this machine too, on Linux.
  if (process.platform === 'linux') others.push('127.0.0.2');
  expect(others.length).toBeGreaterThan(0);
  for (const address of others) {
    await expect(fetch(`http://${address}:${host.server.port}/`)).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
  }
});

test('what is asked while the library is being opened is told to wait, not kept waiting', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  let isOpen = false;
  const opening = Loopback.open({ port }).finally(() => {
    isOpen = true;
  });
  const answers: number[] = [];
  while (!isOpen) {
    const asked = fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(5_000) });
    const answer = await asked.catch((error: Error) => error);
    if (answer instanceof Response) answers.push(answer.status);
    else expect(answer.name).not.toBe('TimeoutError');
    await sleep(20);
  }
  await (await opening).close();
  expect(new Set(answers)).toEqual(new Set([200]));
}, 60_000);

test('bodies that are large or of no known length are refused', async () => {
  const ask = (headers: Record<string, string>) =>
    host.ask('/api/jobs/x/cancel', {
      method: 'POST',
      headers: { ...host.bearer, 'content-type': 'application/json', ...headers },
      body: ' '.repeat(32_000_001),
    });
  expect(await ask({ 'content-length': '32000001' })).toMatchObject({ status: 413 });
  expect(await ask({ 'transfer-encoding': 'chunked' })).toMatchObject({ status: 411 });
});
