import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildHub, type RunningHub, startHub } from '../../scripts/hub/hubProcess.ts';
import { publishCall } from '../../scripts/hub/publishCall.ts';
import { freePort } from '../../scripts/team/freePort.ts';
import { type PublishCall, publishAnswerSchema } from '../../src/contract/index.ts';
import { accessibilityFaults } from '../e2e/support/accessibilityFaults.ts';
import { openBrowser } from '../e2e/support/browser.ts';
import { hostile, testPage } from './pages.ts';

let folder: string;
let hub: RunningHub;
let browser: Browser;

beforeAll(async () => {
  await buildHub();
  folder = await mkdtemp(join(tmpdir(), 'trendroom-hub-'));
  hub = await startHub({ folder, port: await freePort() });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string) => fetch(hub.origin + path, { redirect: 'manual' });
const text = async (path: string) => (await get(path)).text();

async function published(call: PublishCall, idempotencyKey?: string) {
  const answer = await publishCall(hub, call, { ...(idempotencyKey && { idempotencyKey }) });
  expect([answer.status, await answer.clone().text()]).toEqual([200, expect.any(String)]);
  return publishAnswerSchema.parse(await answer.json()).page;
}

async function refused(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer;
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
}

test('a page is there at once, on the home page, under its topic, in feeds and sitemap', async () => {
  // Cached without it.
  await Promise.all(['/', '/topics/bread', '/feed.json', '/sitemaps/0.xml'].map(text));
  await published({ action: 'publish', page: testPage('first') });
  for (const path of ['/', '/topics/bread', '/feed.xml', '/llms.txt', '/sitemaps/0.xml']) {
    expect([path, await text(path)]).toEqual([path, expect.stringContaining('/p/first')]);
  }
  const feed = (await (await get('/feed.json')).json()) as { items: { url: string }[] };
  expect(feed.items.map(({ url }) => url)).toEqual([`${hub.origin}/p/first`]);
  await published({ action: 'publish', page: testPage('first', { title: 'A second title' }) });
  expect(await text('/p/first')).toContain('A second title');
  await published({ action: 'rollback', key: 'test:first', version: 1 });
  expect(await text('/p/first')).not.toContain('A second title');
});

test('each page says how fresh it is, as its header and freshness.json do', async () => {
  await published({ action: 'publish', page: testPage('fresh') });
  const answer = await get('/p/fresh');
  const html = (await answer.text()).replaceAll('<!-- -->', '');
  expect(html).toMatch(/Updated <time[^>]*>[^<]*UTC<\/time> · refreshed within 5 minutes/);
  expect(html).toContain('30 Nov 2026, 13:55 UTC');
  expect(answer.headers.get('x-hub-freshness')).toMatch(/revalidate=60, expire=300/);
  const { routes } = (await (await get('/freshness.json')).json()) as {
    routes: Record<string, { expire: number; tags: string[] }>;
  };
  expect(routes['/p/[slug]']).toMatchObject({ expire: 300, tags: ['page:SLUG'] });
});

test('addresses: unknown is 404, taken down is 410, moved is a redirect, planned is not yet there', async () => {
  expect((await get('/p/never')).status).toBe(404);
  expect((await get('/no/such/page')).status).toBe(404);
  await published({ action: 'publish', page: testPage('down') });
  expect((await get('/p/down')).status).toBe(200);
  await published({ action: 'unpublish', key: 'test:down' });
  expect((await get('/p/down')).status).toBe(410);
  expect(await text('/')).not.toContain('/p/down');
  await published({ action: 'publish', page: testPage('old-name') });
  await published({ action: 'publish', page: testPage('new-name', { key: 'test:old-name' }) });
  const moved = await get('/p/old-name');
  expect([moved.status, moved.headers.get('location')]).toEqual([
    308,
    expect.stringMatching(/\/p\/new-name$/),
  ]);
  await published({ action: 'schedule', page: testPage('later'), atMs: Date.now() + 3_600_000 });
  expect((await get('/p/later')).status).toBe(404);
  await published({ action: 'schedule', page: testPage('later'), atMs: Date.now() - 1_000 });
  expect((await get('/p/later')).status).toBe(200);
});

test('a draft is seen by its signed link alone', async () => {
  const { previewPath = '' } = await published({ action: 'draft', page: testPage('draft') });
  expect((await get('/p/draft')).status).toBe(404);
  expect(await text(previewPath)).toContain('On draft');
  expect(await text(previewPath.replace('version=1', 'version=2'))).toContain('No preview');
});

test('a call that is forged, old, too large, of another version or used twice is refused', async () => {
  const call: PublishCall = { action: 'publish', page: testPage('refused') };
  expect(await refused(publishCall(hub, call, { secret: 'x'.repeat(64) }))).toEqual([
    401,
    'forged',
  ]);
  const timestampMs = Date.now() - 10 * 60_000;
  expect(await refused(publishCall(hub, call, { timestampMs }))).toEqual([401, 'expired']);
  expect(await refused(publishCall(hub, 'x'.repeat(1_100_000)))).toEqual([413, 'tooLarge']);
  expect(await refused(publishCall(hub, '{'))).toEqual([422, 'invalid']);
  const next = JSON.stringify({ ...call, page: { ...call.page, version: 2 } });
  expect(await refused(publishCall(hub, next))).toEqual([422, 'unknownVersion']);
  const foreign = JSON.stringify({ ...call, page: { ...call.page, slug: 'Хлеб' } });
  expect(await refused(publishCall(hub, foreign))).toEqual([422, 'invalid']);
  expect((await get('/p/refused')).status).toBe(404);

  const first = await published(call, 'one-key');
  // The same again: the first answer, and no second version.
  expect(await published(call, 'one-key')).toEqual(first);
  const other = { ...call, page: testPage('refused', { title: 'Another' }) };
  expect(await refused(publishCall(hub, other, { idempotencyKey: 'one-key' }))).toEqual([
    409,
    'reused',
  ]);
  const taken = { ...call, page: testPage('refused', { key: 'test:thief' }) };
  expect(await refused(publishCall(hub, taken))).toEqual([409, 'slugTaken']);
  expect((await fetch(`${hub.origin}/api/pages`)).status).toBe(401);
});

test('what a page says is text: in its markup, its data and its feeds', async () => {
  await published({ action: 'publish', page: testPage('hostile') });
  const html = await text('/p/hostile');
  const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
  expect(JSON.parse(data)).toMatchObject({ '@type': 'Report', headline: `On hostile ${hostile}` });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${hub.origin}/p/hostile`, { waitUntil: 'networkidle' });
  // Nor does its own policy stop anything of the hub's.
  expect(errors).toEqual([]);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await page.locator('main img').count()).toBe(0);
  expect(await page.locator('h1').textContent()).toContain(hostile);
  for (const path of ['/feed.xml', '/sitemap.xml', '/sitemaps/0.xml']) {
    const xml = await text(path);
    const root = await page.evaluate((source) => {
      const read = new DOMParser().parseFromString(source, 'application/xml');
      return read.querySelector('parsererror') === null ? read.documentElement.tagName : 'broken';
    }, xml);
    expect([path, root]).toEqual([path, expect.stringMatching(/^(rss|sitemapindex|urlset)$/)]);
  }
  await page.close();
});

test('scripts run by nonce alone, and reading needs none', async () => {
  const policies = await Promise.all(
    ['/', '/'].map(async (path) => (await get(path)).headers.get('content-security-policy')),
  );
  expect(policies[0]).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
  expect(policies[0]).not.toContain('unsafe');
  expect(policies[0]).not.toBe(policies[1]);
  // Nor do documents bring any.
  expect((await text('/p/hostile')).match(/<script/g)).toHaveLength(1);
  expect(await text('/')).not.toMatch(/<script|as="script"/);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(hub.origin);
  await page.getByRole('link', { name: /^On hostile/ }).click();
  await expect.poll(() => page.locator('h1').isVisible()).toBe(true);
  expect(await page.locator('table caption').isVisible()).toBe(true);
  expect(await page.locator('.freshness').textContent()).toContain('refreshed within');
  await context.close();
});

test('no link within the hub is broken', async () => {
  const waiting = ['/'];
  const seen = new Set(waiting);
  const broken: string[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const answer = await get(path);
    if (answer.status !== 200) broken.push(`${answer.status} ${path}`);
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    const html = await answer.text();
    for (const [, link = ''] of html.matchAll(/(?:href|src)="(\/[^"#]*)/g)) {
      if (!seen.has(link)) waiting.push(link.replaceAll('&amp;', '&'));
      seen.add(link);
    }
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) {
      if (!html.includes(`id="${id}"`)) broken.push(`${path}#${id}`);
    }
  }
  expect(seen.size).toBeGreaterThan(6);
  expect(broken).toEqual([]);
});

test('axe finds nothing, in light and dark', async () => {
  const page = await (await browser.newContext()).newPage();
  for (const path of ['/', '/p/fresh', '/topics/bread', '/p/never']) {
    await page.goto(hub.origin + path);
    expect(await accessibilityFaults(page, path)).toEqual([]);
  }
});
