import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Loopback } from '../../test/support/loopback.ts';

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
  expect(policy).toContain(
    `connect-src 'self' ws://127.0.0.1:${host.server.port} ws://localhost:${host.server.port}`,
  );
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

test('the token of the link is given for a cookie that scripts never see', async () => {
  const answer = await host.ask('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: host.server.token }),
  });
  expect(answer.status).toBe(204);
  const [cookie = ''] = answer.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(
    new RegExp(`^trendroom_${host.server.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
  );
  expect(cookie).not.toContain(host.server.token);
  expect(await statusOf('/session', await host.signIn())).toBe(204);
  expect(await statusOf('/api/videos', await host.signIn())).toBe(200);
  expect(await statusOf('/api/videos', host.bearer)).toBe(200);
});

test('a wrong or missing token opens nothing', async () => {
  const wrong = host.server.token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  for (const body of [
    JSON.stringify({ token: wrong }),
    '{}',
    'not valid JSON',
    '',
    '{"token":7}',
  ]) {
    const headers = { 'content-type': 'application/json' };
    const answer = await host.ask('/session', { method: 'POST', headers, body });
    expect(answer).toMatchObject({ status: 401 });
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
  const name = `trendroom_${host.server.port}`;
  for (const headers of [
    { authorization: `Bearer ${wrong}` },
    { authorization: host.server.token },
    { cookie: `${name}=${host.server.token}` },
    { cookie: `${name}=` },
    { cookie: (await host.signIn()).cookie.replace(name, 'trendroom_1') },
  ]) {
    expect(await statusOf('/api/videos', headers)).toBe(401);
    expect(await host.socket(headers)).toBe(401);
  }
  expect(await host.socket({})).toBe(401);
});

test('foreign names and foreign pages are refused before anything is read, cookie or not', async () => {
  const { port } = host.server;
  const mine = await host.signIn();
  const refused = async (headers: Record<string, string>, status: number): Promise<void> => {
    expect(await statusOf('/', headers)).toBe(status);
    expect(await statusOf('/api/videos', { ...mine, ...headers })).toBe(status);
    expect(await host.socket({ ...mine, ...headers })).toBe(status);
  };
  for (const name of [`evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, '[::1]:80']) {
    await refused({ host: name }, 421);
  }
  for (const origin of [
    'https://evil.example',
    'null',
    `http://localhost:${port + 1}`,
    `https://localhost:${port}`,
    `http://localhost:${port}.evil.example`,
  ]) {
    await refused({ origin }, 403);
  }
  await refused({ 'sec-fetch-site': 'cross-site' }, 403);
  await refused({ 'sec-fetch-site': 'same-site' }, 403);

  const own = { ...mine, origin: `http://localhost:${port}`, 'sec-fetch-site': 'same-origin' };
  expect(await statusOf('/api/videos', { ...own, host: `localhost:${port}` })).toBe(200);
  expect(await host.socket(own, '/elsewhere')).toBe(404);
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
