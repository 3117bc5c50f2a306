import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IngestEvent } from '../../src/contract/index.ts';
import { type App, createApp } from '../../src/core/app.ts';
import { silentLogger } from '../../src/core/base/index.ts';
import { createNodeHost } from '../../src/core/host/index.ts';
import {
  type LinkServer,
  startLinkServer,
} from '../../src/core/ingest/links/testing/linkServer.ts';

const modelsDir =
  process.env.TRENDROOM_MODELS ??
  join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'trendroom', 'models');

let libraryDir: string;
let app: App;
let client: RouterClient<App['router']>;
let site: LinkServer;
beforeAll(async () => {
  libraryDir = await mkdtemp(join(tmpdir(), 'trendroom-link-models-'));
  app = createApp(createNodeHost({ libraryDir, modelsDir, logger: silentLogger }));
  client = createRouterClient(app.router);
  site = await startLinkServer();
  if ((await client.links.tool()).source === 'missing') await client.links.installTool();
  await client.settings.set({ allowPrivateAddresses: true });
});
afterAll(async () => {
  await app?.dispose();
  await site?.close();
  await rm(libraryDir, { recursive: true, force: true });
});

it('a pasted link becomes a video with its transcript, once', async () => {
  const link = `${site.origin}/social.html`;
  const events: IngestEvent[] = [];
  for await (const event of await client.videos.ingest({ links: [link] })) events.push(event);

  const item = events.at(-1);
  if (item?.type !== 'item' || item.videoId === undefined) {
    throw new Error(`No video came: ${JSON.stringify(item)}`);
  }
  expect(item).toMatchObject({ path: link, status: 'done', warnings: [] });
  const fractions = events.flatMap((event) => (event.type === 'progress' ? event.fraction : []));
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  const stages = events.flatMap((event) => (event.type === 'progress' ? event.stage : []));
  expect([...new Set(stages)]).toEqual(
    expect.arrayContaining(['resolve', 'download', 'store', 'transcript', 'embeddings']),
  );

  const video = await client.videos.get({ videoId: item.videoId });
  expect(video).toMatchObject({
    title: 'Apps & money',
    platform: new URL(site.origin).host,
    sourceUrl: link,
    complete: true,
    transcriptSource: 'whisper',
  });
  expect(video.transcript.map(({ text }) => text).join(' ')).toMatch(/four apps/i);
  expect(await readdir(join(libraryDir, 'work'))).toEqual([]);

  const again: IngestEvent[] = [];
  for await (const event of await client.videos.ingest({ links: [link] })) again.push(event);
  expect(again).toMatchObject([{ type: 'item', status: 'duplicate', videoId: item.videoId }]);
});
