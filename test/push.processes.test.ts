import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../hub/server/database.ts';
import { createPush } from '../hub/server/push/createPush.ts';
import { isAllowedEndpoint, isPrivateAddress, publicLookup } from '../hub/server/push/endpoints.ts';
import { quietUntilMs } from '../hub/server/push/quietHours.ts';
import { createSending } from '../hub/server/push/sending.ts';
import { decryptPush } from '../scripts/hub/push/decryptPush.ts';
import { newReaderKeys, newVapidKeys, type ReaderKeys } from '../scripts/hub/push/newKeys.ts';
import {
  type PushAnswer,
  type PushService,
  startPushService,
} from '../scripts/hub/push/pushService.ts';
import type { PushChoice } from '../src/contract/index.ts';

let folder: string;
let database: Database;
let service: PushService;
let answers: Map<string, PushAnswer>;
const vapid = newVapidKeys();
const choice: PushChoice = {
  ...{ topics: [], zone: 'UTC', quietFromHour: 0, quietUntilHour: 0, maxPerWeek: 3 },
};
const message = {
  title: 'Sourdough is back',
  body: 'Bread rose 40 % in a week.',
  path: '/p/bread',
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-push-'));
  database = await openDatabase({ folder });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  answers = new Map();
  service = await startPushService({ answerOf: (id) => answers.get(id) });
});
afterEach(async () => {
  await service.close();
  for (const table of ['sends', 'events', 'campaigns', 'subscriptions', 'keys']) {
    await database.query(`DELETE FROM hub_push_${table}`);
  }
});

/** The hub as a process of that name opens it. */
const push = (process = 'one') =>
  createPush({
    ...{ database, origin: 'http://127.0.0.1:4800', services: [service.origin] },
    ...{ isAlone: true, process },
  });
const targetOf = (id: string, { p256dh, auth }: ReaderKeys = newReaderKeys()) => ({
  endpoint: service.endpointOf(id),
  keys: { p256dh, auth },
});
const subscribe = (id: string, change: Partial<PushChoice> = {}, keys = newReaderKeys()) =>
  push().subscriptions.subscribe({ target: targetOf(id, keys), choice: { ...choice, ...change } });

async function campaign(id = 'c1', topic?: string) {
  const { campaigns } = push();
  await campaigns.keepKey(vapid.publicKey);
  const made = { id, experimentId: `e-${id}`, message, createdAtMs: Date.now() };
  await campaigns.create({ ...made, ...(topic !== undefined && { topic }) });
  return campaigns.find(id);
}

/** All who may get it, as a desk whose held-out group is empty sends it. */
async function sendAll(id = 'c1') {
  const { campaigns, sending } = push();
  await campaigns.divide(id, await campaigns.audience(id, '', 1_000), []);
  await sending.send(await campaigns.find(id), vapid);
  return campaigns.status(id);
}

test('a message is read as RFC 8291 section 5 says it', () => {
  const body =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
  const keys = {
    privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
    p256dh:
      'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  };
  expect(decryptPush(Buffer.from(body, 'base64url'), keys)).toBe(
    'When I grow up, I want to be a watermelon',
  );
});

test('a reader gets what the campaign says, encrypted for them alone, once', async () => {
  const keys = newReaderKeys();
  const { token } = await subscribe('a', {}, keys);
  await campaign();
  expect(await sendAll()).toMatchObject({ sent: 1, ready: 0 });
  expect(await sendAll()).toMatchObject({ sent: 1, ready: 0 });
  expect(service.received).toHaveLength(1);
  const [received] = service.received;
  expect(JSON.parse(decryptPush(received?.body ?? Buffer.alloc(0), keys))).toEqual({
    ...{ ...message, campaign: 'c1', token },
  });
});

test('addresses: services of browsers alone, and nothing within a network', async () => {
  const own = new Set(['http://127.0.0.1:9']);
  const allowed = [
    ...['https://fcm.googleapis.com/fcm/send/x', 'https://web.push.apple.com/x'],
    ...['https://updates.push.services.mozilla.com/wpush/v2/x'],
    ...['https://wns2-par02p.notify.windows.com/w/?token=x', 'http://127.0.0.1:9/x'],
  ];
  const foreign = [
    ...['http://fcm.googleapis.com/x', 'https://fcm.googleapis.com:8443/x', 'http://127.0.0.1/x'],
    ...['https://fcm.googleapis.com.evil.example/x', 'https://evil.example/fcm.googleapis.com'],
    ...['https://a@fcm.googleapis.com/x', 'https://notify.windows.com/x', 'http://[::1]/x'],
    ...['https://169.254.169.254/latest', 'file:///etc/passwd', 'fcm.googleapis.com'],
  ];
  expect(allowed.map((endpoint) => isAllowedEndpoint(endpoint, own))).toEqual(
    allowed.map(() => true),
  );
  expect(foreign.map((endpoint) => isAllowedEndpoint(endpoint, own))).toEqual(
    foreign.map(() => false),
  );
  const within = ['10.1.2.3', '127.0.0.1', '169.254.169.254', '100.64.0.1', '::1', 'fd00::1'];
  const ways = ['fe80::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', '0.0.0.0'];
  expect([...within, ...ways].filter((address) => !isPrivateAddress(address))).toEqual([]);
  expect(['142.250.1.1', '2a00:1450:4001::1'].filter(isPrivateAddress)).toEqual([]);
  // A name that is looked up, however it got through.
  const looked = await new Promise((resolve) =>
    publicLookup('localhost', { all: true }, (error) => resolve(error?.message)),
  );
  expect(looked).toBe('localhost is of a private network.');
  await expect(
    push().subscriptions.subscribe({
      target: { endpoint: 'https://evil.example/x', keys: newReaderKeys() },
      choice,
    }),
  ).rejects.toMatchObject({ code: 'foreignEndpoint' });
  await expect(
    push().subscriptions.subscribe({
      target: {
        endpoint: service.endpointOf('x'),
        keys: { p256dh: 'A'.repeat(87), auth: 'B'.repeat(22) },
      },
      choice,
    }),
  ).rejects.toMatchObject({ code: 'invalid' });
});

test('only readers of a topic, outside of their night, below what they want a week', async () => {
  const hour = new Date().getUTCHours();
  await subscribe('all');
  await subscribe('bread', { topics: ['bread'] });
  await subscribe('cars', { topics: ['cars'] });
  await subscribe('asleep', { quietFromHour: hour, quietUntilHour: (hour + 2) % 24 });
  await subscribe('seldom', { maxPerWeek: 1 });
  await campaign('c1', 'bread');
  const first = await sendAll();
  expect(first).toMatchObject({ sent: 3, quiet: 1, capped: 0 });
  expect(first.nextAtMs).toBeGreaterThan(Date.now());
  await campaign('c2');
  expect(await sendAll('c2')).toMatchObject({ sent: 3, quiet: 1, capped: 1 });
  const of = (id: string) => service.received.filter((each) => each.id === id).length;
  expect(['all', 'bread', 'cars', 'asleep', 'seldom'].map(of)).toEqual([2, 2, 1, 0, 1]);
});

test('a night ends in the reader’s own zone, also where clocks are set', () => {
  const hours = { zone: 'Europe/Berlin', from: 22, until: 8 };
  const at = (text: string) => Date.parse(text);
  expect(quietUntilMs(hours, at('2026-07-01T05:59:00Z'))).toBe(at('2026-07-01T06:00:00Z'));
  expect(quietUntilMs(hours, at('2026-07-01T06:00:00Z'))).toBeUndefined();
  // 25 October: an hour comes twice.
  expect(quietUntilMs(hours, at('2026-10-24T20:30:00Z'))).toBe(at('2026-10-25T07:00:00Z'));
  const nepal = { zone: 'Asia/Kathmandu', from: 22, until: 8 };
  expect(quietUntilMs(nepal, at('2026-01-01T00:00:00Z'))).toBe(at('2026-01-01T02:15:00Z'));
  expect(quietUntilMs({ ...hours, from: 8, until: 8 }, at('2026-07-01T01:00:00Z'))).toBeUndefined();
});

test('what services say: gone is removed, patience is kept, a refusal ends it', async () => {
  for (const id of ['404', '410', '400', '500', 'fine']) await subscribe(id);
  for (const status of [404, 410, 400, 500]) answers.set(`${status}`, { status });
  await campaign();
  const status = await sendAll();
  expect(status).toMatchObject({ sent: 1, gone: 2, failed: 1, waiting: 1 });
  const left = await database.query('SELECT 1 FROM hub_push_subscriptions');
  expect(left).toHaveLength(3);
  // Asked again when its time has come, and not before.
  answers.clear();
  expect(await sendAll()).toMatchObject({ sent: 1, waiting: 1 });
  await database.query('UPDATE hub_push_sends SET retry_at_ms = 1 WHERE retry_at_ms IS NOT NULL');
  expect(await sendAll()).toMatchObject({ sent: 2, waiting: 0 });
});

test('a service that is out of patience is left alone by all, for as long as it says', async () => {
  for (let at = 0; at < 80; at++) await subscribe(`r${at}`);
  let asked = 0;
  const busy = await startPushService({
    answerOf: () => {
      asked += 1;
      return { status: 429, retryAfter: '120' };
    },
  });
  await database.query('UPDATE hub_push_subscriptions SET endpoint = replace(endpoint, $1, $2)', [
    ...[service.origin, busy.origin],
  ]);
  const tools = createPush({
    ...{ database, origin: 'http://127.0.0.1:4800', services: [busy.origin] },
    ...{ isAlone: true, process: 'one' },
  });
  await campaign();
  await tools.campaigns.divide('c1', await tools.campaigns.audience('c1', '', 1_000), []);
  await tools.sending.send(await tools.campaigns.find('c1'), vapid);
  const status = await tools.campaigns.status('c1');
  await busy.close();
  expect(status).toMatchObject({ waiting: 80, sent: 0, failed: 0 });
  expect((status.nextAtMs ?? 0) - Date.now()).toBeGreaterThan(100_000);
  expect(asked).toBeLessThanOrEqual(32);
});

test('a hub that ends while it encrypts has claimed nothing: all are sent later', async () => {
  for (const id of ['a', 'b', 'c']) await subscribe(id);
  const made = await campaign();
  const { campaigns } = push();
  await campaigns.divide('c1', await campaigns.audience('c1', '', 1_000), []);
  const ends = (): never => {
    throw new Error('killed');
  };
  const killed = createSending({
    ...{ database, process: 'killed', isAlone: true, sender: { prepare: ends, send: ends } },
  });
  await expect(killed.send(made, vapid)).rejects.toThrow('killed');
  expect(await sendAll()).toMatchObject({ sent: 3, unknown: 0, ready: 0 });
  expect(service.received).toHaveLength(3);
});

test('an address that changes while its message is encrypted gets it; one that ends does not', async () => {
  for (const id of ['moves', 'leaves', 'stays']) await subscribe(id);
  const made = await campaign();
  const { campaigns } = push();
  await campaigns.divide('c1', await campaigns.audience('c1', '', 1_000), []);
  let reads = 0;
  const query: Database['query'] = async (sql, values) => {
    const rows = await database.query<never>(sql, values);
    // After the first ones were chosen, and before they are claimed.
    if (!sql.includes('SELECT d.person, s.endpoint') || ++reads > 1) return rows;
    await database.query(
      `UPDATE hub_push_subscriptions SET endpoint = $1 WHERE endpoint LIKE '%/moves'`,
      [service.endpointOf('moved')],
    );
    await database.query(`DELETE FROM hub_push_subscriptions WHERE endpoint LIKE '%/leaves'`);
    return rows;
  };
  const { sending } = createPush({
    ...{ database: { ...database, query }, origin: 'http://127.0.0.1:4800' },
    ...{ services: [service.origin], isAlone: true, process: 'one' },
  });
  await sending.send(made, vapid);
  expect(await campaigns.status('c1')).toMatchObject({ sent: 2, gone: 1, ready: 0, waiting: 0 });
  expect(service.received.map(({ id }) => id).toSorted()).toEqual(['moved', 'stays']);
});

test('a subscription whose keys are none fails, and keeps no other from being sent', async () => {
  for (const id of ['whole', 'broken']) await subscribe(id);
  await database.query(
    `UPDATE hub_push_subscriptions SET p256dh = 'none' WHERE endpoint LIKE '%/broken'`,
  );
  await campaign();
  expect(await sendAll()).toMatchObject({ sent: 1, failed: 1, ready: 0 });
  expect(service.received.map(({ id }) => id)).toEqual(['whole']);
});

test('what was in flight at a kill, or broke off, is unknown and never sent again', async () => {
  for (const id of ['broken', 'taken', 'ready']) await subscribe(id);
  answers.set('broken', 'drop');
  await campaign();
  const { campaigns, sending } = push('killed');
  const people = await campaigns.audience('c1', '', 1_000);
  await campaigns.divide('c1', people, []);
  // As the killed process left it.
  await database.query(
    `UPDATE hub_push_sends SET state = 'sending', process = 'killed', at_ms = $1 WHERE person =
       (SELECT person FROM hub_push_subscriptions WHERE endpoint LIKE '%/taken')`,
    [Date.now()],
  );
  // Its own it knows to be at work.
  await sending.giveUpLost('c1');
  expect(await campaigns.status('c1')).toMatchObject({ unknown: 0, ready: 3 });
  expect(await sendAll()).toMatchObject({ sent: 1, unknown: 2, ready: 0 });
  answers.clear();
  expect(await sendAll()).toMatchObject({ sent: 1, unknown: 2 });
  expect(service.received.map(({ id }) => id).toSorted()).toEqual(['broken', 'ready']);
});

test('readers stop, renew and choose anew by their token; events are told until they are confirmed', async () => {
  const keys = newReaderKeys();
  const { token, code } = await subscribe('a', {}, keys);
  const { subscriptions, campaigns, sending } = push();
  for (let at = 0; at < 3; at++) {
    await subscriptions.beacon({ kind: 'view', token, path: '/' });
  }
  // The same browser again is the same reader; another one cannot take its address.
  expect(await subscribe('a', { maxPerWeek: 1 }, keys)).toEqual({ token, code });
  await expect(subscribe('a')).rejects.toMatchObject({ code: 'invalid' });
  await campaign();
  await sending.test(await campaigns.find('c1'), code, vapid);
  await subscriptions.subscribe({ target: targetOf('renewed', newReaderKeys()), token });
  await sendAll();
  expect(service.received.map(({ id }) => id)).toEqual(['a', 'renewed']);
  for (let at = 0; at < 3; at++) {
    await subscriptions.beacon({ kind: 'shown', token, campaign: 'c1' });
    await subscriptions.beacon({ kind: 'view', token, path: '/p/bread' });
    await subscriptions.beacon({ kind: 'clicked', token, campaign: 'test' });
  }
  await subscriptions.unsubscribe(token);
  await subscriptions.unsubscribe(token);
  await expect(
    subscriptions.beacon({ kind: 'closed', token, campaign: 'c1' }),
  ).rejects.toMatchObject({ code: 'notSubscribed' });
  const events = await campaigns.events([]);
  expect(events.map(({ kind }) => kind)).toEqual([
    ...['subscribed', 'view', 'chosen', 'sent', 'shown', 'view', 'unsubscribed'],
  ]);
  expect(events[2]).toMatchObject({ campaign: 'c1', experimentId: 'e-c1' });
  expect(await campaigns.events(events.slice(0, 6).map(({ seq }) => seq))).toEqual(events.slice(6));
  expect(await database.query('SELECT 1 FROM hub_push_subscriptions')).toEqual([]);
});

test('another key than the one that browsers took is refused', async () => {
  await subscribe('a');
  await campaign();
  const other = newVapidKeys();
  await expect(push().sending.send(await push().campaigns.find('c1'), other)).rejects.toMatchObject(
    {
      code: 'noPushKey',
    },
  );
});
