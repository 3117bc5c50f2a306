import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Loopback } from '../../test/support/loopback.ts';
import { blue, makeClip, red } from '../../test/support/makeClip.ts';

/** The core's process is killed as the system kills one that takes too much memory. */
let host: Loopback;
afterEach(() => host.close());

const later = { timeout: 60_000, interval: 100 };

function killCore(): void {
  process.kill(host.server.corePid ?? expect.fail('there is no core'), 'SIGKILL');
}

const status = async (path: string): Promise<number> =>
  (await host.ask(path, { headers: host.bearer })).status;

test('a core that is killed is started again; pages are told, and a running job goes on', async () => {
  host = await Loopback.open();
  const path = join(host.folder, 'clip.mp4');
  await makeClip({ path, scenes: [red, blue].map((yuv) => ({ yuv, frames: 150 })) });
  const page = await host.page();
  await page.client.collections.create({ name: 'Kept' });
  const pid = host.server.corePid;
  const closed = once(page.socket, 'close');
  const follow = async (): Promise<void> => {
    for await (const event of await page.client.videos.ingest({ paths: [path] })) {
      if (event.type === 'progress' && host.server.corePid === pid) killCore();
    }
  };
  await expect(follow()).rejects.toThrow();
  expect(await closed).toMatchObject([{ code: 1012, reason: 'crashed' }]);
  await expect.poll(() => status('/api/videos'), later).toBe(200);
  expect(host.server.corePid).not.toBe(pid);

  const { client } = await host.page();
  expect((await client.collections.list()).collections).toMatchObject([{ name: 'Kept' }]);
  const states = async () => (await client.jobs.list({})).jobs.map(({ state }) => state);
  await expect.poll(states, later).toEqual(['done']);
  expect((await client.videos.list({})).total).toBe(1);
}, 120_000);

test('while the core starts again, calls are told to wait a moment', async () => {
  host = await Loopback.open({ restartDelaysMs: [3_000] });
  killCore();
  const ask = async () => {
    const { status, text } = await host.ask('/api/videos', { headers: host.bearer });
    return [status, JSON.parse(text)];
  };
  await expect.poll(ask, later).toMatchObject([
    503,
    {
      code: 'core.starting',
      data: { hint: 'Trendroom is opening the library. Wait a moment, then try again.' },
    },
  ]);
  await expect.poll(() => status('/api/videos'), later).toBe(200);
}, 120_000);

test('a core that dies again and again ends with what to do', async () => {
  host = await Loopback.open({ restartDelaysMs: [10] });
  let error: unknown;
  void host.server.failed.then((reason) => {
    error = reason;
  });
  killCore();
  await expect.poll(() => status('/api/videos'), later).toBe(200);
  killCore();
  await expect
    .poll(() => error, later)
    .toMatchObject({
      code: 'core.crashed',
      message: expect.stringContaining('The core stopped 2 times in a row.'),
    });
  const answer = await host.ask('/api/videos', { headers: host.bearer });
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
    503,
    { code: 'core.crashed', data: { hint: expect.stringContaining('Start Trendroom again') } },
  ]);
}, 120_000);

test('requests that come while another library takes the place of the open one are answered by it', async () => {
  host = await Loopback.open();
  const page = await host.page();
  await page.client.collections.create({ name: 'Kept' });
  let id = '';
  for await (const event of await page.client.branches.create({ name: 'Try', team: 'none' })) {
    if (event.type === 'done') id = event.branch.id;
  }
  const closed = once(page.socket, 'close');
  const answers: [number, number][] = [];
  let isOpening = true;
  const asking = [1, 2, 3].map(async () => {
    while (isOpening) {
      const { status, text } = await host.ask('/api/collections', { headers: host.bearer });
      answers.push([status, JSON.parse(text).collections?.length]);
    }
  });
  await page.client.branches.open({ id });
  expect(await closed).toMatchObject([{ code: 1012, reason: 'replaced' }]);
  const open = async () => {
    const { text } = await host.ask('/api/branches', { headers: host.bearer });
    return JSON.parse(text);
  };
  expect(await open()).toMatchObject({ branches: [{ id, open: true }] });
  isOpening = false;
  await Promise.all(asking);
  expect(new Set(answers.map(String))).toEqual(new Set(['200,1']));
}, 120_000);

test('a core that is killed while it replaces its library is started again', async () => {
  host = await Loopback.open();
  const page = await host.page();
  let id = '';
  for await (const event of await page.client.branches.create({ name: 'Try', team: 'none' })) {
    if (event.type === 'done') id = event.branch.id;
  }
  const pid = host.server.corePid;
  const replacing = once(page.socket, 'close');
  await page.client.branches.open({ id });
  await replacing;
  killCore();
  await expect.poll(() => host.server.corePid, later).not.toBe(pid);
  await expect.poll(() => status('/api/branches'), later).toBe(200);
}, 120_000);
