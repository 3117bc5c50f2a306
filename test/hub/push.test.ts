import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ratePerAddress } from '../../hub/server/push/subscribeLimit.ts';
import { buildHub, type RunningHub, startHub } from '../../scripts/hub/hubProcess.ts';
import { publishCall } from '../../scripts/hub/publishCall.ts';
import { decryptPush } from '../../scripts/hub/push/decryptPush.ts';
import { newReaderKeys, newVapidKeys } from '../../scripts/hub/push/newKeys.ts';
import { pushCall } from '../../scripts/hub/push/pushCall.ts';
import { type PushService, startPushService } from '../../scripts/hub/push/pushService.ts';
import { freePort } from '../../scripts/team/freePort.ts';
import {
  type PushCall,
  pushAudienceSchema,
  pushCallPath,
  pushDoneSchema,
  pushEventsSchema,
  pushSentSchema,
  pushStatusSchema,
} from '../../src/contract/index.ts';
import { accessibilityFaults } from '../e2e/support/accessibilityFaults.ts';
import { openBrowser } from '../e2e/support/browser.ts';
import { deliverPush, stubSubscribe } from '../support/pushBrowser.ts';
import { testPage } from './pages.ts';

const vapid = newVapidKeys();
const keys = newReaderKeys();
const message = { title: 'Bread is back', body: 'It rose 40 % in a week.', path: '/p/read-later' };
let folder: string;
let service: PushService;
let hub: RunningHub;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  await buildHub();
  folder = await mkdtemp(join(tmpdir(), 'trendroom-hub-push-'));
  service = await startPushService();
  hub = await startHub({ folder, port: await freePort(), pushOrigins: [service.origin] });
  browser = await openBrowser();
  await publishCall(hub, { action: 'publish', page: testPage('read-later') });
  context = await browser.newContext();
  await context.grantPermissions(['notifications'], { origin: hub.origin });
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  await service?.close();
  await rm(folder, { recursive: true, force: true });
});

const status = () => pushCall(hub, { action: 'status', campaign: 'c1' }, pushStatusSchema);
const events = async () =>
  (await pushCall(hub, { action: 'events', confirmed: [] }, pushEventsSchema)).events;
const registrations = () =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
const worker = async (): Promise<Worker> =>
  context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker');

test('calls of nobody’s, foreign addresses and what is too long are refused', async () => {
  const call = { action: 'list' } as const;
  const unsigned = await fetch(hub.origin + pushCallPath, { method: 'POST', body: '{}' });
  expect(unsigned.status).toBe(401);
  const forged = await publishCall(hub, call, { path: pushCallPath, secret: 'x'.repeat(64) });
  expect(forged.status).toBe(401);
  // Signed for another path.
  const moved = await publishCall(hub, call);
  expect(moved.status).toBe(422);
  const subscribe = (body: object, origin = hub.origin) =>
    fetch(`${hub.origin}/api/push/subscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    });
  const { p256dh, auth } = keys;
  const choice = { topics: [], zone: 'UTC', quietFromHour: 0, quietUntilHour: 0, maxPerWeek: 3 };
  const at = (endpoint: string) => ({ target: { endpoint, keys: { p256dh, auth } }, choice });
  const foreign = await subscribe(at('http://169.254.169.254/latest/meta-data'));
  expect([foreign.status, await foreign.text()]).toEqual([
    422,
    expect.stringContaining('services of browsers'),
  ]);
  expect((await subscribe(at(service.endpointOf('x')), 'https://evil.example')).status).toBe(422);
  expect((await subscribe({ ...at('x'), padding: 'x'.repeat(20_000) })).status).toBe(413);
  const nowhere = { ...at(service.endpointOf('x')), choice: { ...choice, zone: 'Mars/Base' } };
  expect((await subscribe(nowhere)).status).toBe(422);
});

test('nothing is asked or registered before a reader’s own click; then the browser is subscribed', async () => {
  await page.goto(`${hub.origin}/notifications`);
  expect(await page.textContent('main')).toContain('trendroom push keys');
  await pushCall(hub, { action: 'key', publicKey: vapid.publicKey }, pushDoneSchema);
  await stubSubscribe(page, service.endpointOf('reader'), keys);
  await page.goto(`${hub.origin}/notifications`);
  const button = page.getByRole('button', { name: 'Get notifications' });
  await button.waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await registrations()).toBe(0);
  await page.getByLabel('Bread').check();
  await page.getByLabel('Quiet from').selectOption('8');
  await button.click();
  await page.getByText('This browser gets notifications.').waitFor();
  expect(await page.getByText('Its code').textContent()).toMatch(/[0-9a-f]{8}$/);
  expect(await registrations()).toBe(1);
});

test('after a reload the page shows what was chosen before, and the code', async () => {
  const code = await page.getByText('Its code').textContent();
  await page.reload();
  await page.getByText('This browser gets notifications.').waitFor();
  expect(await page.getByLabel('Bread').isChecked()).toBe(true);
  expect(await page.getByLabel('Quiet from').inputValue()).toBe('8');
  expect(await page.getByLabel('until').inputValue()).toBe('8');
  expect(await page.getByText('Its code').textContent()).toBe(code);
});

test('strangers subscribe so fast and no faster, by their address; whoever did is let in', async () => {
  const token = await page.evaluate(async () =>
    (await (await caches.open('hub-push')).match('/push-token'))?.text(),
  );
  const subscribe = (address: string, body: object) =>
    fetch(`${hub.origin}/api/push/subscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify(body),
    });
  const { p256dh, auth } = keys;
  const own = { target: { endpoint: service.endpointOf('reader'), keys: { p256dh, auth } } };
  // Without a choice a stranger is refused in any case; the limit comes first.
  const statuses: number[] = [];
  for (let at = 0; at <= ratePerAddress.burst; at++) {
    statuses.push((await subscribe('10.0.0.9, 203.0.113.9', own)).status);
  }
  expect(statuses.slice(0, -1).every((status) => status === 404)).toBe(true);
  const refused = await subscribe('203.0.113.9', own);
  expect([statuses.at(-1), refused.status]).toEqual([429, 429]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.text()).toMatch(/Too many browsers subscribe .* Try again in \d+ s\./);
  expect((await subscribe('203.0.113.9', { ...own, token })).status).toBe(200);
  expect((await subscribe('203.0.113.10', own)).status).toBe(404);
});

test('a notification arrives, is shown and clicked; the visit is told, and the page is kept', async () => {
  const campaign = {
    id: 'c1',
    experimentId: 'e1',
    message,
    topic: 'bread',
    createdAtMs: Date.now(),
  };
  await pushCall(hub, { action: 'create', campaign }, pushDoneSchema);
  const audience = { action: 'audience', campaign: 'c1', after: '', limit: 10 } as const;
  const { people } = await pushCall(hub, audience, pushAudienceSchema);
  const send: PushCall = { action: 'send', campaign: 'c1', vapid, chosen: people, heldOut: [] };
  expect(await pushCall(hub, send, pushSentSchema)).toEqual({ sent: 1, ready: 0 });
  const text = decryptPush(service.received[0]?.body ?? Buffer.alloc(0), keys);
  await deliver(text);
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const notifications = await registration.getNotifications();
      return notifications.map(({ title, body, tag }) => ({ title, body, tag }));
    });
  await expect.poll(shown).toEqual([{ title: message.title, body: message.body, tag: 'c1' }]);
  // Again: still one.
  await deliver(text);
  await expect.poll(status).toMatchObject({ sent: 1, delivered: 1, shown: 1, clicked: 0 });
  expect(await shown()).toHaveLength(1);
  await click('');
  await expect.poll(status).toMatchObject({ clicked: 1 });
  await expect.poll(shown).toEqual([]);
  await page.goto(hub.origin + message.path);
  await expect
    .poll(async () => (await events()).find(({ kind }) => kind === 'view'))
    .toMatchObject({ path: message.path, person: people[0] });
  // The article itself has no script.
  expect(await page.locator('script:not([type="application/ld+json"])').count()).toBe(0);
});

test('what a service delivers that is of nobody’s is shown as nothing in particular', async () => {
  await deliver('{"title":1}');
  const titles = () =>
    page.evaluate(async () => {
      const found = await (await navigator.serviceWorker.ready).getNotifications();
      return found.map(({ title }) => title);
    });
  await expect.poll(titles).toEqual(['Something new']);
});

test('“Stop notifications” in a message ends them; a link does without a script', async () => {
  await deliver(decryptPush(service.received[0]?.body ?? Buffer.alloc(0), keys));
  await expect.poll(() => click('stop')).toBe(true);
  await expect.poll(async () => (await events()).map(({ kind }) => kind)).toContain('unsubscribed');
  const other = newReaderKeys();
  const answer = await fetch(`${hub.origin}/api/push/subscribe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      target: {
        endpoint: service.endpointOf('other'),
        keys: { p256dh: other.p256dh, auth: other.auth },
      },
      choice: { topics: [], zone: 'UTC', quietFromHour: 0, quietUntilHour: 0, maxPerWeek: 3 },
    }),
  });
  const { token } = (await answer.json()) as { token: string };
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const reader = await plain.newPage();
  await reader.goto(`${hub.origin}/notifications?stop=${token}`);
  await reader.getByRole('button', { name: 'Stop notifications' }).click();
  await reader.getByText('Stopped.').waitFor();
  await plain.close();
  const audience = { action: 'audience', campaign: 'c1', after: '', limit: 10 } as const;
  expect(await pushCall(hub, audience, pushAudienceSchema)).toEqual({ people: [] });
});

test('a page that was visited is read without the hub', async () => {
  await page.goto(hub.origin + message.path);
  const title = await page.textContent('h1');
  await hub.stop();
  await page.goto(hub.origin + message.path);
  expect(await page.textContent('h1')).toBe(title);
  await page.goto(`${hub.origin}/p/never`);
  expect(await page.textContent('h1')).toBe('Offline');
});

const deliver = (data: string): Promise<void> => deliverPush(page, hub.origin, data);

/** A reader's click on the notification of the campaign, or on a button of it; false without one. */
async function click(action: string): Promise<boolean> {
  return (await worker()).evaluate(async (button) => {
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    const [notification] = await registration.getNotifications({ tag: 'c1' });
    if (notification === undefined) return false;
    const Clicked = Reflect.get(globalThis, 'NotificationEvent');
    dispatchEvent(new Clicked('notificationclick', { notification, action: button }));
    return true;
  }, action);
}
