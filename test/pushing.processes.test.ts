import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answered, jsonOf, parsed } from '../hub/server/answered.ts';
import { type Database, openDatabase } from '../hub/server/database.ts';
import { answerPushCall } from '../hub/server/push/answerPushCall.ts';
import { createPush, type Push } from '../hub/server/push/createPush.ts';
import { readSigned } from '../hub/server/signing.ts';
import { createStore, type Store } from '../hub/server/store.ts';
import { newReaderKeys } from '../scripts/hub/push/newKeys.ts';
import { type PushService, startPushService } from '../scripts/hub/push/pushService.ts';
import {
  type PushStatus,
  pushCallPath,
  pushCallSchema,
  type ShownPushCampaign,
} from '../src/contract/index.ts';
import { Terminal } from './support/terminal.ts';

vi.setConfig({ testTimeout: 90_000 });

const secret = 'k'.repeat(64);
const readers = 60;
let terminal: Terminal;
let folder: string;
let database: Database;
let push: Push;
let store: Store;
let service: PushService;
let server: Server;
let hub: string;
/** How many of the next calls that send are done and lose their answer. */
let answersToLose = 0;
let onReceived: (() => void) | undefined;
const tokens: string[] = [];

/** The hub's own signing and database, without its pages. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-pushing-'));
  database = await openDatabase({ folder });
  service = await startPushService({
    answerOf: () => {
      onReceived?.();
      return undefined;
    },
  });
  store = createStore(database);
  push = createPush({
    ...{ database, origin: 'http://127.0.0.1', services: [service.origin] },
    ...{ isAlone: true, process: 'one' },
  });
  server = createServer(async (request, response) => {
    const body = await text(request);
    const asked = new Request(`http://127.0.0.1${request.url}`, {
      ...{ method: 'POST', headers: new Headers(request.headers as Record<string, string>), body },
    });
    const answer = await answered(async () => {
      expect(request.url).toBe(pushCallPath);
      const signed = await readSigned(asked, secret);
      return answerPushCall({ push, store }, parsed(pushCallSchema, jsonOf(signed.body)));
    });
    if (body.includes('"action":"send"') && answersToLose-- > 0) return request.socket.destroy();
    response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  terminal = await Terminal.open();
  terminal.give('TRENDROOM_SECRET_HUB_KEY', secret);
  terminal.give('TRENDROOM_SECRET_HUB_KEY_ORIGIN', hub);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await service.close();
  await database.close();
  await terminal.close();
  await rm(folder, { recursive: true, force: true });
});

const create = (title: string, ...more: string[]) =>
  terminal.json<{ id: string; experimentId: string }>(
    ...['push', 'create', title, '--hub', hub, '--body', 'It rose.', '--path', '/p/bread'],
    ...['--baseline', '0.2', '--held-out', '0.3', ...more],
  );
const receivedSince = (from: number): string[] =>
  service.received
    .slice(from)
    .map(({ id }) => id)
    .toSorted();

test('without a keychain the key is given by the environment, and words say how', async () => {
  const without = await terminal.run('push', 'keys', '--hub', hub);
  expect(without.stderr).toContain('TRENDROOM_SECRET_HUB_PUSH');
  terminal.give('TRENDROOM_SECRET_HUB_PUSH_ORIGIN', hub);
  terminal.give('TRENDROOM_SECRET_HUB_PUSH', 'short');
  expect((await terminal.run('push', 'keys', '--hub', hub)).stderr).toContain('32 bytes');
  terminal.give('TRENDROOM_SECRET_HUB_PUSH', Buffer.alloc(32, 7).toString('base64url'));
  const { publicKey } = await terminal.json<{ publicKey: string }>('push', 'keys', '--hub', hub);
  expect(await push.subscriptions.publicKey()).toBe(publicKey);
  const readers = await terminal.json('push', 'readers', '--hub', hub);
  expect(readers).toEqual({ key: 'own', readers: 0, topics: [] });
});

test('a message over the limit is told before there is anything', async () => {
  const body = 'あ'.repeat(1_400);
  const args = ['--hub', hub, '--body', body, '--path', '/p/bread', '--baseline', '0.2'];
  const refused = await terminal.run('push', 'create', 'Long', ...args);
  expect(refused.stderr).toContain('of 3,993');
  expect(refused.stderr).toContain('Shorten the message');
  const found = await terminal.json<{ experiments: [] }>('experiments', 'list');
  expect(found.experiments).toEqual([]);
  const elsewhere = await terminal.run(
    ...['push', 'create', 'Away', '--hub', hub, '--body', 'x', '--baseline', '0.2'],
    ...['--path', '//evil.example/x'],
  );
  expect(elsewhere.exitCode).not.toBe(0);
});

test('each reader of the sent group gets it once, whatever is lost on the way; the rest is held out', async () => {
  for (let at = 0; at < readers; at++) {
    const { p256dh, auth } = newReaderKeys();
    const { token } = await push.subscriptions.subscribe({
      target: { endpoint: service.endpointOf(`r${at}`), keys: { p256dh, auth } },
      choice: { topics: [], zone: 'UTC', quietFromHour: 0, quietUntilHour: 0, maxPerWeek: 9 },
    });
    tokens.push(token);
  }
  const { id, experimentId } = await create('Bread is back');
  answersToLose = 2;
  const sent = await terminal.json<PushStatus>('push', 'send', id, '--hub', hub);
  expect(sent).toMatchObject({ ready: 0, waiting: 0, unknown: 0, open: 0 });
  expect(sent.sent + sent.heldOut).toBe(readers);
  expect(sent.heldOut).toBeGreaterThan(0);
  const received = receivedSince(0);
  expect(received).toHaveLength(sent.sent);
  expect(new Set(received).size).toBe(sent.sent);
  expect(await terminal.json('push', 'readers', '--hub', hub)).toMatchObject({ readers });
  await terminal.json('push', 'send', id, '--hub', hub);
  expect(receivedSince(0)).toEqual(received);
  // Both arms are units of the experiment.
  const { counts } = await terminal.json<{
    counts: { name: string; people: number; events: number }[];
  }>('events', 'count');
  const of = (name: string) => counts.find((one) => one.name === name);
  expect(of('exposure')).toMatchObject({ people: readers, events: readers });
  expect(of('push')).toMatchObject({ people: sent.sent });
  expect(of('subscription')).toMatchObject({ people: readers });
  const shown = await terminal.run('experiments', 'show', experimentId);
  expect(shown.stdout).toContain('Notification: Bread is back');
});

test('who returns within a day counts for the experiment, once', async () => {
  for (const token of tokens.slice(0, 10)) {
    await push.subscriptions.beacon({ kind: 'view', token, path: '/p/bread' });
  }
  const { campaigns } = await terminal.json<{ campaigns: { id: string }[] }>(
    ...['push', 'campaigns', '--hub', hub],
  );
  const [campaign] = campaigns;
  const status = () =>
    terminal.json<ShownPushCampaign>('push', 'status', campaign?.id ?? '', '--hub', hub);
  await status();
  const { sent, heldOut, returned } = await status();
  expect(returned.map(({ days, arm, people }) => ({ days, arm, people }))).toEqual([
    ...[
      { days: 1, arm: 'sent', people: sent },
      { days: 1, arm: 'heldOut', people: heldOut },
    ],
    ...[
      { days: 7, arm: 'sent', people: sent },
      { days: 7, arm: 'heldOut', people: heldOut },
    ],
  ]);
  // Of ten who opened a page; all others have the day before them.
  for (const { people, returned: back, pending } of returned) expect(back + pending).toBe(people);
  const [withinADay, heldOutWithinADay] = returned;
  expect((withinADay?.returned ?? 0) + (heldOutWithinADay?.returned ?? 0)).toBe(10);
  const told = await terminal.run('push', 'status', campaign?.id ?? '', '--hub', hub);
  expect(told.stdout).toContain(`returned within 1 day: ${withinADay?.returned} of ${sent} sent`);
  const { counts } = await terminal.json<{ counts: { name: string; events: number }[] }>(
    ...['events', 'count'],
  );
  // Within one day, and within seven.
  expect(counts.find(({ name }) => name === 'conversion')).toMatchObject({
    events: 20,
    people: 10,
  });
  const { excluded } = await terminal.json<{ excluded: { duplicates: number } }>('events', 'count');
  expect(excluded.duplicates).toBe(0);
});

test('a desk that is killed while it sends goes on where it was', async () => {
  const { id } = await create('Bread again');
  const from = service.received.length;
  const child = terminal.start('push', 'send', id, '--hub', hub);
  const killed = new Promise((resolve) => child.on('close', resolve));
  let taken = 0;
  onReceived = () => {
    taken += 1;
    if (taken === 5) child.kill('SIGKILL');
  };
  await killed;
  onReceived = undefined;
  const sent = await terminal.json<PushStatus>('push', 'send', id, '--hub', hub);
  expect(sent).toMatchObject({ ready: 0, unknown: 0, open: 0 });
  expect(sent.sent + sent.heldOut).toBe(readers);
  const received = receivedSince(from);
  expect(received).toHaveLength(sent.sent);
  expect(new Set(received).size).toBe(sent.sent);
});

test('a campaign is planned; one whose experiment has ended is not sent', async () => {
  const { id, experimentId } = await create('Later');
  const args = ['push', 'send', id, '--hub', hub];
  expect((await terminal.run(...args, '--at', 'soon')).stderr).toContain('“soon” is no time');
  const from = service.received.length;
  const planned = await terminal.run(...args, '--at', '2090-01-01T10:00');
  expect(planned.stdout).toContain('Planned for');
  expect(receivedSince(from)).toEqual([]);
  await terminal.json('experiments', 'start', experimentId);
  await terminal.json('experiments', 'stop', experimentId);
  expect((await terminal.run(...args)).stderr).toContain('is stopped');
  expect(receivedSince(from)).toEqual([]);
});
