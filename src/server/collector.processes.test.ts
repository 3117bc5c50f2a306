import { afterAll, beforeAll, expect, test } from 'vitest';
import { Loopback } from '../../test/support/loopback.ts';

/** The collector, as pages and programs meet it. */
const site = 'https://shop.example';
const token = 'c'.repeat(43);
let host: Loopback;
beforeAll(async () => {
  host = await Loopback.open({ collector: { origins: [site], token } });
});
afterAll(() => host.close());

let made = 0;
const click = (more: object = {}) => ({
  ...{ id: `c${made++}`, name: 'click', person: 'p', consent: 'granted', atMs: Date.now() },
  ...{ properties: { target: 'x' }, ...more },
});

const send = async (
  body: unknown,
  { path = `/collect?token=${token}`, method = 'POST', headers = {} }: Sent = {},
) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await host.ask(path, {
    method,
    headers: { 'content-type': 'text/plain', 'content-length': `${text.length}`, ...headers },
    body: text,
  });
  return { ...answer, json: answer.text.startsWith('{') ? JSON.parse(answer.text) : undefined };
};
interface Sent {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
}

test('a beacon is stored before it is answered; what comes again is a duplicate', async () => {
  const batch = { events: [click(), click(), click({ name: 'purchase' })] };
  expect(await send(batch)).toMatchObject({
    status: 202,
    json: {
      added: 2,
      rejected: 1,
      rejects: [{ index: 2, message: expect.stringMatching(/^name/) }],
    },
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  expect(await send(batch.events, { path: '/collect', headers })).toMatchObject({
    status: 202,
    json: { added: 0, duplicates: 2 },
  });
  const inBody = { token, events: [click()] };
  expect(await send(inBody, { path: '/collect' })).toMatchObject({
    status: 202,
    json: { added: 1 },
  });
});

test('pages of named origins may send and read the answer; others are turned away', async () => {
  const headers = { origin: site, 'sec-fetch-site': 'cross-site', 'user-agent': 'Googlebot/2.1' };
  const sent = await send([click()], { headers });
  expect(sent).toMatchObject({ status: 202, json: { added: 1, bots: 1 } });
  expect(sent.headers).toMatchObject({ 'access-control-allow-origin': site, vary: 'Origin' });
  const asked = await host.ask('/collect', {
    method: 'OPTIONS',
    headers: { ...headers, 'access-control-request-method': 'POST' },
  });
  expect(asked).toMatchObject({
    status: 204,
    headers: { 'access-control-allow-methods': 'POST', 'access-control-allow-origin': site },
  });
  for (const origin of ['https://evil.example', 'null', `${site}.evil.example`]) {
    expect(await send([click()], { headers: { origin } })).toMatchObject({ status: 403 });
  }
  // The rest of the host is closed to the page as before, and to the collector's token.
  const rest = await host.ask('/api/events/counts', { headers: { ...host.bearer, origin: site } });
  expect(rest.status).toBe(403);
  const bearer = { authorization: `Bearer ${token}` };
  expect(await host.ask('/api/events/counts', { headers: bearer })).toMatchObject({ status: 401 });
});

test('what is no batch is refused in words', async () => {
  const json = { 'content-type': 'application/json' };
  for (const [body, sent, status] of [
    ['{', {}, 400],
    ['[]', {}, 400],
    [Array.from({ length: 2_001 }, () => 1), {}, 400],
    [[click()], { path: '/collect' }, 401],
    [[click()], { path: `/collect?token=${token}x` }, 401],
    [{ token: 'x', events: [click()] }, { path: '/collect', headers: json }, 401],
    [{ token, events: [click()], filler: 'x'.repeat(70_000) }, { path: '/collect' }, 401],
    ['x'.repeat(1_000_001), {}, 413],
    [[click()], { headers: { 'content-type': 'text/html' } }, 415],
    [[click()], { method: 'PUT' }, 405],
  ] as const) {
    const answer = await send(body, sent);
    expect([answer.status, answer.text.length > 10]).toEqual([status, true]);
  }
});

test('without the option there is no collector', async () => {
  const { server } = host;
  await host.restart();
  const answer = await send([click()]);
  expect([answer.status, server.collectorUrl !== undefined]).toEqual([401, true]);
  expect(host.server.collectorUrl).toBeUndefined();
});
