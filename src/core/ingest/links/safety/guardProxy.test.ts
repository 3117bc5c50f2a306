import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GuardProxy, openGuardProxy } from './guardProxy.ts';

let site: Server;
let port = 0;
let guard: GuardProxy;
beforeEach(async () => {
  site = createServer((incoming, answer) => {
    answer.end(`${incoming.url} ${JSON.stringify(incoming.headers)}`);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = site.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  guard = await openGuardProxy((address) => address !== '127.0.0.1');
});
afterEach(() => {
  guard.close();
  site.closeAllConnections();
  site.close();
});

interface Asked {
  status: number | undefined;
  text: string;
}

/** A GET through the proxy, with its password unless told otherwise. */
async function ask(url: string, password = new URL(guard.url).password): Promise<Asked> {
  const proxy = new URL(guard.url);
  const secret = Buffer.from(`link:${password}`).toString('base64');
  const outgoing = request({
    host: proxy.hostname,
    port: proxy.port,
    path: url,
    headers: { host: new URL(url).host, 'proxy-authorization': `Basic ${secret}` },
  }).end();
  const [answer] = await once(outgoing, 'response');
  let text = '';
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode, text };
}

/** The first line that the proxy says to a CONNECT. */
async function tunnel(target: string): Promise<string> {
  const proxy = new URL(guard.url);
  const secret = Buffer.from(`link:${proxy.password}`).toString('base64');
  const socket = connect(Number(proxy.port), '127.0.0.1');
  socket.write(
    `CONNECT ${target} HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Basic ${secret}\r\n\r\n`,
  );
  const [data] = await once(socket, 'data');
  socket.destroy();
  return String(data).split('\r\n')[0] ?? '';
}

test('leads to an allowed address and keeps its own password to itself', async () => {
  const { status, text } = await ask(`http://127.0.0.1:${port}/a?b=c`);
  expect(status).toBe(200);
  expect(text).toMatch(/^\/a\?b=c /);
  expect(text).not.toContain('proxy-authorization');
  expect(await tunnel(`127.0.0.1:${port}`)).toBe('HTTP/1.1 200 Connection Established');
  expect(guard.refused()).toBeUndefined();
});

test('refuses what is private, by request and by tunnel, and says which', async () => {
  expect(await ask(`http://127.0.0.2:${port}/`)).toMatchObject({ status: 403 });
  expect(await tunnel(`[::1]:${port}`)).toMatch(/^HTTP\/1\.1 403 /);
  expect(guard.refused()).toMatchObject({
    code: 'link.privateAddress',
    message: '127.0.0.2 is inside a private network.',
  });
});

test('a name is judged by where it leads', async () => {
  guard.close();
  guard = await openGuardProxy();
  expect(await ask(`http://localhost:${port}/`)).toMatchObject({ status: 403 });
  expect(guard.refused()?.message).toMatch(/^localhost \((?:127\.0\.0\.1|::1)\) is inside/);
});

test('others of this machine, odd targets and dead ends get nothing', async () => {
  expect(await ask(`http://127.0.0.1:${port}/`, 'guess')).toMatchObject({ status: 407, text: '' });
  expect(await tunnel('no-port')).toMatch(/^HTTP\/1\.1 502 /);
  site.closeAllConnections();
  site.close();
  expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 502 });
});
