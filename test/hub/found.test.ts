import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildHub, type RunningHub, startHub } from '../../scripts/hub/hubProcess.ts';
import { publishCall } from '../../scripts/hub/publishCall.ts';
import { freePort } from '../../scripts/team/freePort.ts';
import type { PublishCall, PublishedPage } from '../../src/contract/index.ts';
import { accessibilityFaults } from '../e2e/support/accessibilityFaults.ts';
import { openBrowser } from '../e2e/support/browser.ts';
import { hostile, testPage } from './pages.ts';

let folder: string;
let hub: RunningHub;
let browser: Browser;

beforeAll(async () => {
  await buildHub();
  folder = await mkdtemp(join(tmpdir(), 'trendroom-hub-'));
  hub = await startHub({ folder, port: await freePort(), monitorSeconds: 1 });
  browser = await openBrowser();
  await publish('rye', { title: 'Rye bread', summary: 'Of crème and crust' });
  await publish('wheat', { title: 'Wheat', summary: 'A crust of another kind than rye' });
  await publish('hostile');
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string) => fetch(hub.origin + path, { redirect: 'manual' });
const call = async (what: PublishCall) => expect((await publishCall(hub, what)).status).toBe(200);
const publish = (slug: string, change: Partial<PublishedPage> = {}) =>
  call({ action: 'publish', page: testPage(slug, change) });
const search = async (words: string) => {
  const html = await (await get(`/search?q=${encodeURIComponent(words)}`)).text();
  return [...html.matchAll(/<h2><a href="\/p\/([^"]+)"/g)].map(([, slug]) => slug);
};

test('pages are found by their words, titles first, whatever a reader types', async () => {
  expect(await search('rye')).toEqual(['rye', 'wheat']);
  expect(await search('CREME crust')).toEqual(['rye']);
  expect(await search('crust -rye')).toEqual([]);
  expect(await search('"crust of another"')).toEqual(['wheat']);
  for (const words of [
    'nowhere',
    `' OR 1=1 --`,
    '((((',
    '\u0000',
    '🦀',
    'a'.repeat(5_000),
    '&|!:*',
  ]) {
    expect([words, await search(words)]).toEqual([words, []]);
  }
  await call({
    action: 'schedule',
    page: testPage('soon', { title: 'Rye later' }),
    atMs: Date.now() + 3_600_000,
  });
  await call({ action: 'unpublish', key: 'test:wheat' });
  expect(await search('rye')).toEqual(['rye']);
});

test('searching takes no script, and axe finds nothing', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(hub.origin);
  await page.getByRole('link', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('crust');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Rye bread' }).click();
  expect(await page.locator('h1').textContent()).toBe('Rye bread');
  await context.close();
  const scripted = await (await browser.newContext()).newPage();
  await scripted.goto(`${hub.origin}/search?q=rye`);
  expect(await accessibilityFaults(scripted, '/search')).toEqual([]);
});

test('each page has a picture for those who pass it on, hostile titles too', async () => {
  for (const slug of ['rye', 'hostile']) {
    const html = await (await get(`/p/${slug}`)).text();
    const [, url = ''] = /property="og:image" content="([^"]+)"/.exec(html) ?? [];
    expect(url).toBe(`${hub.origin}/p/${slug}/picture.png?version=1`);
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('image/png');
    const picture = sharp(Buffer.from(await answer.arrayBuffer()));
    expect(await picture.metadata()).toMatchObject({ format: 'png', width: 1_200, height: 630 });
    // Words are drawn: light on dark.
    expect((await picture.stats()).channels[0]?.max).toBeGreaterThan(200);
  }
  await publish('long', { title: `${'Wort'.repeat(70)} ${hostile}`.slice(0, 300) });
  expect((await get('/p/long/picture.png')).status).toBe(200);
  expect((await get('/p/never/picture.png')).status).toBe(404);
  expect((await get('/p/wheat/picture.png')).status).toBe(404);
});

test('the monitor measures what the contract promises', async () => {
  interface Summary {
    count: number;
    late: number;
    p95Ms: number;
  }
  const measured = async () => {
    const json = (await (await get('/freshness.json')).json()) as {
      measured: { publishToVisible?: Summary; staleness?: Summary };
    };
    return json.measured;
  };
  await publish('measured');
  await expect
    .poll(async () => (await measured()).publishToVisible?.count, { timeout: 15_000 })
    .toBeGreaterThanOrEqual(4);
  await expect
    .poll(async () => (await measured()).staleness?.count, { timeout: 15_000 })
    .toBeGreaterThanOrEqual(3);
  const { publishToVisible, staleness } = await measured();
  expect(publishToVisible?.p95Ms).toBeGreaterThan(0);
  expect(staleness?.late).toBe(0);
});
