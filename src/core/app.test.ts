import { readdirSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeClip, red } from '../../test/support/makeClip.ts';
import type { IngestEvent } from '../contract/index.ts';
import { createApp } from './app.ts';
import { silentLogger } from './base/index.ts';
import { createNodeHost } from './host/index.ts';

let folder: string;
let dispose: () => Promise<void>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-app-'));
  dispose = async () => {};
});
afterEach(async () => {
  await dispose();
  await rm(folder, { recursive: true, force: true });
});

/** The whole product without any model, as a client in this process sees it. */
function open(options: { networkAllowed?: boolean } = {}) {
  const app = createApp(
    createNodeHost({
      libraryDir: join(folder, 'library'),
      modelsDir: join(folder, 'models'),
      logger: silentLogger,
      ...options,
    }),
  );
  dispose = () => app.dispose();
  return createRouterClient(app.router);
}

type Client = ReturnType<typeof open>;
const offline = { code: 'network.notAllowed' };

async function installStarter(client: Client): Promise<void> {
  await client.models.install({ target: 'starter', acceptLicences: true });
}

async function ingest(
  client: Client,
  input: Partial<Parameters<Client['videos']['ingest']>[0]>,
): Promise<IngestEvent[]> {
  const events = await client.videos.ingest({ paths: [], ...input });
  const items: IngestEvent[] = [];
  for await (const event of events) if (event.type === 'item') items.push(event);
  return items;
}

test('set to stay offline, whatever needs the network fails at once, and says why', async () => {
  const client = open();
  expect((await client.library.info()).networkAllowed).toBe(true);
  await client.settings.set({ offline: true });
  expect((await client.library.info()).networkAllowed).toBe(false);
  await expect(installStarter(client)).rejects.toMatchObject(offline);
  await expect(ingest(client, { links: ['https://example.com/v'] })).rejects.toMatchObject(offline);
  await expect(client.links.installTool()).rejects.toMatchObject(offline);
  await client.settings.set({ offline: false });
  expect((await client.library.info()).networkAllowed).toBe(true);
});

test('started offline, the setting does not open the network', async () => {
  const client = open({ networkAllowed: false });
  expect(await client.settings.set({ offline: false })).toMatchObject({ offline: false });
  expect((await client.library.info()).networkAllowed).toBe(false);
  await expect(installStarter(client)).rejects.toMatchObject(offline);
});

test('originals are kept as the setting says unless an ingest says otherwise', async () => {
  const client = open();
  const clip = async (name: string, frames: number): Promise<string> => {
    const path = join(folder, name);
    const scenes = [{ yuv: red, frames }];
    await makeClip({ path, width: 64, height: 64, frameRate: 10, scenes });
    return path;
  };
  await client.settings.set({ storage: 'reference' });
  const paths = [await clip('left in place.mp4', 5)];
  const [left] = await ingest(client, { paths });
  const [copied] = await ingest(client, { paths: [await clip('copied.mp4', 6)], storage: 'copy' });
  const storageOf = async (item: IngestEvent | undefined) =>
    item?.type === 'item' && item.videoId !== undefined
      ? (await client.videos.get({ videoId: item.videoId })).storage
      : item;
  expect(await storageOf(left)).toBe('reference');
  expect(await storageOf(copied)).toBe('copy');
});

test('the library says what it holds and takes', async () => {
  const client = open();
  const empty = await client.library.info();
  const disk = await statfs(folder);
  expect(empty).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    folder: join(folder, 'library'),
    videos: 0,
    durationMs: 0,
    databaseBytes: expect.any(Number),
    mediaBytes: 0,
    referencedBytes: 0,
    modelsFolder: join(folder, 'models'),
    modelsBytes: 0,
    freeBytes: expect.any(Number),
    networkAllowed: true,
  });
  expect(empty.databaseBytes).toBeGreaterThan(10_000);
  expect(empty.freeBytes).toBeGreaterThan(0);
  expect(empty.freeBytes).toBeLessThan(disk.blocks * disk.bsize);
  await mkdir(join(folder, 'models', 'some'), { recursive: true });
  await writeFile(join(folder, 'models', 'some', 'weights.part'), 'x'.repeat(1_234));
  expect((await client.library.info()).modelsBytes).toBe(1_234);
});

test.runIf(process.platform === 'linux')(
  'when a restore has put another library in place, nothing has the one before open',
  async () => {
    const libraryDir = join(folder, 'library');
    const app = createApp(
      createNodeHost({ libraryDir, modelsDir: join(folder, 'models'), logger: silentLogger }),
      { readers: 'threads' },
    );
    dispose = () => app.dispose();
    app.start();
    const client = createRouterClient(app.router);
    const path = join(folder, 'library.backup');
    await client.library.backup({ path });
    // A reader has opened the library, and stays.
    expect(await client.library.verify()).toMatchObject({ ok: true });
    expect(openDatabases()).toContain(join(libraryDir, 'library.sqlite'));
    await client.library.restore({ path });
    expect(openDatabases()).toEqual([]);
  },
);

/** The library databases that this process has open, readers' threads included. */
function openDatabases(): string[] {
  return readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${name}`);
      return path.startsWith(folder) && /library\.sqlite/.test(path) ? [path] : [];
    } catch {
      return [];
    }
  });
}
