import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildHub, type RunningHub, startHub } from '../../scripts/hub/hubProcess.ts';
import { publishCall } from '../../scripts/hub/publishCall.ts';
import { freePort } from '../../scripts/team/freePort.ts';
import { type RunningServer, startPostgres } from '../../scripts/team/postgres.ts';
import { installPostgres } from '../../scripts/team/tools.ts';
import type { PublishCall } from '../../src/contract/index.ts';
import { testPage } from './pages.ts';
import { openRelay, type Relay } from './relay.ts';

const awayWords = 'stale: the hub’s database has not answered since';

let postgres: RunningServer;
let relay: Relay;
let folder: string;
let hub: RunningHub;

beforeAll(async () => {
  await buildHub();
  postgres = await startPostgres(await installPostgres());
  relay = await openRelay(postgres.url);
  folder = await mkdtemp(join(tmpdir(), 'trendroom-hub-'));
  hub = await startHub({ folder, port: await freePort(), databaseUrl: relay.url });
});
afterAll(async () => {
  await hub?.stop();
  relay?.close();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string) => fetch(hub.origin + path, { redirect: 'manual' });
/** Without the marks that React puts between texts. */
const text = async (path: string) => (await (await get(path)).text()).replaceAll('<!-- -->', '');
const statusOf = async (path: string) => (await get(path)).status;
const publish = async (call: PublishCall) => (await publishCall(hub, call)).status;
const isBack = () => expect.poll(() => text('/'), { interval: 200 }).not.toContain(awayWords);

test('a database that is cut off: the last good copies, which say so, and then it is back', async () => {
  await publish({ action: 'publish', page: testPage('kept', { title: 'The first title' }) });
  for (const path of ['/', '/p/kept', '/topics/bread', '/feed.xml', '/sitemaps/0.xml']) {
    expect([path, await text(path)]).toEqual([path, expect.stringContaining('kept')]);
  }
  await publish({ action: 'publish', page: testPage('withdrawn') });
  await publish({ action: 'publish', page: testPage('moved-from') });
  await publish({ action: 'publish', page: testPage('moved-to', { key: 'test:moved-from' }) });
  // Not read since: the copy is the one that the call left.
  await publish({ action: 'publish', page: testPage('kept', { title: 'The second title' }) });
  await text('/');
  relay.set('cut');
  const page = await get('/p/kept');
  expect(page.status).toBe(200);
  expect(page.headers.get('x-hub-freshness')).toMatch(/away-since="20\d\d-/);
  const html = (await page.text()).replaceAll('<!-- -->', '');
  expect(html).toContain('The second title');
  expect(html).toMatch(
    new RegExp(`${awayWords} <time[^>]*>[^<]*UTC</time>; this copy was made <time`),
  );
  for (const path of ['/', '/feed.xml', '/feed.json', '/llms.txt']) {
    expect([path, await text(path)]).toEqual([path, expect.stringContaining('The second title')]);
  }
  expect(await text('/')).toContain(awayWords);
  expect(await text('/topics/bread')).toContain(awayWords);
  expect([await statusOf('/p/moved-from'), await statusOf('/p/moved-to')]).toEqual([308, 200]);
  // Nobody can say what these are.
  expect([await statusOf('/p/never'), await statusOf('/topics/never')]).toEqual([503, 503]);
  const { database } = (await (await get('/freshness.json')).json()) as {
    database: { state: string };
  };
  expect(database.state).toBe('away');
  // A desk keeps its call and makes it again.
  expect(await publish({ action: 'publish', page: testPage('waiting') })).toBe(503);

  relay.set('open');
  await isBack();
  expect(await text('/p/kept')).not.toContain(awayWords);
  expect([await statusOf('/p/never'), await statusOf('/p/waiting')]).toEqual([404, 404]);
  expect(await publish({ action: 'publish', page: testPage('waiting') })).toBe(200);
  expect(await text('/')).toContain('/p/waiting');
});

test('what was taken down is not in a copy', async () => {
  await Promise.all(['/', '/topics/bread', '/p/withdrawn'].map(text));
  expect(await publish({ action: 'unpublish', key: 'test:withdrawn' })).toBe(200);
  relay.set('cut');
  expect(await statusOf('/p/withdrawn')).toBe(410);
  for (const path of ['/', '/topics/bread', '/feed.xml']) {
    expect([path, await text(path)]).toEqual([path, expect.not.stringContaining('withdrawn')]);
  }
  relay.set('open');
  await expect.poll(() => statusOf('/'), { interval: 200 }).toBe(200);
  await isBack();
});

test('a database that is there and says nothing is away, too', async () => {
  await text('/p/kept');
  relay.set('silent');
  expect(await text('/p/kept')).toContain(awayWords);
  expect(await text('/')).toContain(awayWords);
  relay.set('cut');
  relay.set('open');
  await isBack();
});
