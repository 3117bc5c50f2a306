import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/core/base/index.ts';
import { replaceChunks, teamSpace } from '../../src/core/library/index.ts';
import { createTeamEmbedder } from '../../src/core/remote/index.ts';
import {
  type DeviceWithWork,
  openDeviceWithWork,
} from '../../src/core/remote/work/testing/deviceWithWork.ts';
import { createSearch } from '../../src/core/search/index.ts';
import {
  chunk,
  openTestLibrary,
  type TestLibrary,
} from '../../src/core/search/testing/searchLibrary.ts';
import { samplesFolder } from '../support/samples.ts';
import { servers, serversReady, startMs } from './support/servers.ts';
import { allDone, TeamDevice } from './support/teamDevice.ts';

let opened: TestLibrary;
let device: DeviceWithWork;
beforeAll(async () => {
  await serversReady('chat', 'embedding');
  opened = openTestLibrary();
  device = openDeviceWithWork({ library: opened.library, key: servers.key });
  await device.addServer(servers.embeddingUrl);
}, startMs);
afterAll(async () => {
  await device.close();
  opened.close();
});

const everything = { kind: 'embed', selection: { of: 'everything' } } as const;

test('a real vLLM embeds what lacks a vector, once, and search asks it for the question', async () => {
  const { library, add } = opened;
  const chunks = Array.from({ length: 200 }, (_, at) =>
    chunk(`sentence number ${at} on saving money`, { startMs: at, endMs: at + 1 }),
  );
  const id = add({ chunks });
  const plan = await device.work.plan(everything);
  expect(plan).toMatchObject({ rows: 7, items: 200, server: { model: 'tiny-embedding' } });
  const { batch } = await device.work.start(everything);
  if (batch === undefined) throw new Error('no batch');
  const { progress } = await device.ended(batch.id);
  expect(progress).toMatchObject({ done: 7, failed: 0, rejected: 0 });
  expect(progress.inputTokens).toBeGreaterThan(200);
  expect(teamSpace(library)).toMatchObject({ modelId: 'tiny-embedding' });
  expect((await device.work.start(everything)).batch).toBeUndefined();
  const teamEmbedder = createTeamEmbedder({
    servers: device.endpoints.servers,
    clock: systemClock,
  });
  const search = createSearch({ library, teamEmbedder });
  // The model's weights are random, but equal texts have equal vectors.
  const query = 'sentence number 7 on saving money';
  const found = await search.query({ query, limit: 1, filters: {} });
  expect(found).toMatchObject({ meaningSearched: true, hits: [{ startMs: 7 }] });
  expect(found.hits[0]?.matched).toContain('meaning');
  replaceChunks(library, id, [chunk('a new one'), ...chunks.slice(0, 2)]);
  expect(await device.work.plan(everything)).toMatchObject({ items: 1 });
}, 120_000);

/** What the weights of the server's model say wherever a string is asked for. */
const hook = 'Why does Friday cost more than lunch?';
const captions = [
  'I stopped buying lunch at work.',
  'Every Friday I put the lunch money away.',
  'It paid for my whole holiday.',
];

test('a real vLLM drafts variants of a brief; the judge keeps one and says why not the others', async () => {
  const writer = await TeamDevice.open();
  try {
    const path = join(writer.terminal.folder, 'lunch.mp4');
    await copyFile(join(samplesFolder, 'lunch-money-friday.mp4'), path);
    const cue = (text: string, at: number): string =>
      `${at + 1}\n00:00:0${at * 3},000 --> 00:00:0${at * 3 + 2},500\n${text}\n`;
    await writeFile(join(writer.terminal.folder, 'lunch.srt'), captions.map(cue).join('\n'));
    const { videoId } = await writer.ingest(path);
    await writer.addServer({ role: 'chat', url: servers.chatUrl }, servers.key);
    const brief = { topic: 'lunch money', lengthWords: 18 };
    const request = { kind: 'drafts', variants: 6, brief } as const;
    const { work, drafts } = writer.client;
    const plan = await work.plan(request);
    expect(plan).toMatchObject({ rows: 6, server: { model: 'tiny-chat' } });
    expect(plan.first).toContain(captions[1]);
    const { batch, errors } = await writer.ended(await writer.start(request));
    expect(errors).toEqual([]);
    expect(batch.progress).toMatchObject({ rows: 6, done: 6 });

    const { briefs } = await drafts.list({});
    expect(briefs).toMatchObject([
      {
        ...{ brief: { topic: 'lunch money', count: 6 }, modelId: 'tiny-chat' },
        drafts: [{ text: hook, why: expect.stringContaining('“lunch”'), citations: [{ videoId }] }],
      },
    ]);
    const reasons = briefs[0]?.dropped.map(({ reason }) => reason);
    expect(reasons).toHaveLength(5);
    expect(reasons).toContain('repeats-draft');
    const { stdout } = await writer.terminal.run('drafts', 'list');
    expect(stdout).toMatch(/lunch money {2}\(tiny-chat\)[\s\S]*Dropped \(repeats-draft\)/);
    expect(await work.start(request)).toEqual(allDone);
  } finally {
    await writer.close();
  }
}, 120_000);
