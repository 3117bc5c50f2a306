import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContentHash, VideoId } from '../../../contract/index.ts';
import { createTranscriptUpdates } from '../../ingest/transcriptUpdates/createTranscriptUpdates.ts';
import {
  getPictureDescriptions,
  getTranscript,
  getVideo,
  getVideoDetail,
  removeVideo,
  replaceShots,
  replaceTranscript,
  updateVideo,
} from '../../library/index.ts';
import { findByWords } from '../../search/index.ts';
import { chunk, openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import { type FakeServer, startFakeServer, wellBehaved } from '../testing/fakeServer.ts';
import { type DeviceWithWork, openDeviceWithWork } from './testing/deviceWithWork.ts';

/**
 * What is asked of servers here has no sound and no pictures: the answers stand for what batches
 * have kept (`vllm run-batch` brings such). Real media go to real servers in test/team.
 */
let opened: TestLibrary;
let server: FakeServer;
let device: DeviceWithWork;
let textsChanged: number;
beforeEach(async () => {
  opened = openTestLibrary();
  server = await startFakeServer();
  textsChanged = 0;
  device = openDeviceWithWork({
    library: opened.library,
    transcriptUpdates: createTranscriptUpdates(opened.library),
    onTexts: () => textsChanged++,
  });
});
afterEach(async () => {
  await device.close();
  await server.close();
  opened.close();
});

const everything = { of: 'everything' } as const;
const segment = { startMs: 0, endMs: 900, text: 'old words', words: [] };

function addSpoken(source: 'whisper' | 'sidecar-captions' | undefined): VideoId {
  const id = opened.add({ chunks: [chunk('old words', { endMs: 900 })] });
  updateVideo(opened.library, id, { audioCodec: 'aac' });
  if (source !== undefined) {
    const model = source === 'whisper' ? 'base@1' : undefined;
    replaceTranscript(opened.library, id, { segments: [segment], source, model });
  }
  return id;
}

const found = (word: string): number =>
  findByWords(opened.library, { match: word, scope: { filters: {} }, limit: 9 }).length;
const words = (...list: string[]) =>
  list.map((word, at) => ({ word, start: at * 0.4, end: at * 0.4 + 0.3 }));
const heard = (...list: string[]) => ({
  text: list.join(' '),
  segments: [{ start: 0, end: 2, text: list.join(' ') }],
  words: words(...list),
});

async function startTranscripts(more: { overCaptions?: boolean } = {}) {
  server.answer = ({ path }) =>
    path === '/v1/models' ? { data: [{ id: 'large' }] } : { text: 'ok', words: [] };
  await device.addServer(server.url, { role: 'transcription', model: 'large' });
  const request = {
    kind: 'transcribe',
    selection: everything,
    overCaptions: false,
    ...more,
  } as const;
  const plan = await device.work.plan(request);
  const { batch } = await device.work.start(request);
  if (batch === undefined) throw new Error('no batch');
  const { rows } = device.batches.rows(batch.id, { offset: 0, limit: 10 });
  const take = (index: number, body: unknown) => {
    const customId = rows[index]?.customId ?? '';
    return device.batches.takeResults(batch.id, [{ customId, body: body as never }]);
  };
  const outcomes = () =>
    device.batches.rows(batch.id, { offset: 0, limit: 10 }).rows.map(({ outcome }) => outcome);
  return { plan, batch, rows, take, outcomes, request };
}

test('a transcript takes the place of the one that this machine’s model made, and search follows', async () => {
  const spoken = addSpoken('whisper');
  const captioned = addSpoken('sidecar-captions');
  const { plan, batch, take, outcomes, request } = await startTranscripts();
  expect(plan).toMatchObject({
    ...{ rows: 1, videos: 1, soundMs: 60_000 },
    leftOut: [{ words: 'with captions of their own', items: 1 }],
  });
  expect(found('old')).toBe(2);
  const answer = heard('Lentils', 'are', 'cheap.', 'Buy', 'them', 'dry.');
  expect(take(0, { ...answer, language: 'en' }).stored).toBe(1);
  const { library } = opened;
  expect(getTranscript(library, spoken).map(({ text }) => text)).toEqual([
    'Lentils are cheap.',
    'Buy them dry.',
  ]);
  expect(getVideo(library, spoken)).toMatchObject({
    ...{ transcriptSource: 'whisper', transcriptModel: 'large', language: 'en' },
  });
  expect(getTranscript(library, captioned)).toEqual([segment]);
  expect([found('old'), found('lentils')]).toEqual([1, 1]);
  expect(textsChanged).toBe(1);
  expect(outcomes()).toEqual(['2 sentences, replacing those of base.']);
  expect(device.work.ofVideo(spoken)).toMatchObject([{ batchId: batch.id, kind: 'transcribe' }]);
  // Asked for again there is nothing: this model has done it.
  expect((await device.work.start(request)).batch).toBeUndefined();
});

test('what a transcript took the place of comes back whole, and goes again', async () => {
  const id = addSpoken('whisper');
  const { take } = await startTranscripts();
  take(0, { ...heard('Lentils', 'are', 'cheap.'), language: 'en' });
  const { library } = opened;
  const texts = () => getTranscript(library, id).map(({ text }) => text);
  const earlier = () => getVideoDetail(library, id).earlierTranscripts;
  expect(earlier()).toMatchObject([{ model: 'base@1', segments: 1, opening: 'old words' }]);
  const transcriptUpdates = createTranscriptUpdates(library);
  const kept = transcriptUpdates.restore(id, earlier()[0]?.id ?? '');
  expect(texts()).toEqual(['old words']);
  expect(getTranscript(library, id)).toEqual([segment]);
  expect(getVideo(library, id).transcriptModel).toBe('base@1');
  expect([found('old'), found('lentils')]).toEqual([1, 0]);
  expect(getVideoDetail(library, id).hook?.said).toBe('old words');
  expect(earlier()).toMatchObject([{ id: kept, model: 'large', language: 'en' }]);
  // Bringing back what was kept undoes it, words with their times and all.
  transcriptUpdates.restore(id, kept ?? '');
  expect(getTranscript(library, id)).toMatchObject([
    { text: 'Lentils are cheap.', words: [{ text: 'Lentils' }, { startMs: 400 }, {}] },
  ]);
  expect(earlier()).toMatchObject([{ model: 'base@1' }]);
  expect(() => transcriptUpdates.restore(id, 'gone')).toThrow('There is no transcript gone.');
});

test('silence, captions that came meanwhile and a video that is gone change nothing, and say so', async () => {
  const silent = addSpoken('whisper');
  const captioned = addSpoken('whisper');
  const gone = addSpoken('whisper');
  const { rows, take, outcomes } = await startTranscripts();
  expect(rows).toHaveLength(3);
  const captions = { segments: [segment], source: 'embedded-captions' } as const;
  replaceTranscript(opened.library, captioned, captions);
  removeVideo(opened.library, gone);
  take(0, { text: '', segments: [], words: [] });
  take(1, heard('Hello.'));
  take(2, heard('Hello.'));
  expect(outcomes()).toEqual([
    'Nothing was changed: the model found no speech.',
    'Nothing was changed: the video now has captions of its own.',
    'Nothing was changed: the video was removed.',
  ]);
  for (const id of [silent, captioned]) {
    expect(getTranscript(opened.library, id)).toEqual([segment]);
  }
  expect(device.batches.list(1)[0]?.progress).toMatchObject({ done: 3, rejected: 0 });
});

test('without times of words the server’s segments are kept; control characters are not', async () => {
  const id = addSpoken(undefined);
  const { take } = await startTranscripts();
  const segments = [{ start: 0.5, end: 1, text: ' Hi \u001b[31mthere' }];
  take(0, { text: 'Hi there', segments });
  expect(getTranscript(opened.library, id)).toMatchObject([
    { startMs: 500, endMs: 1_000, words: [], text: expect.not.stringContaining('\u001b') },
  ]);
});

test('pictures are described once for a model, and search finds what they show', async () => {
  const id = opened.add({ chunks: [chunk('said')] });
  const contentHash = 'f'.repeat(64) as ContentHash;
  const { library } = opened;
  library.db.$client.exec(`INSERT INTO media_files (content_hash, extension, size_bytes, storage)
    VALUES ('${contentHash}', '.jpg', 1, 'copy')`);
  const shots = [0, 2_000].map((startMs) => ({
    ...{ startMs, endMs: startMs + 2_000 },
    keyframe: { atMs: startMs + 1_000, contentHash },
  }));
  replaceShots(library, id, shots);
  server.answer = (asked, response) =>
    asked.path === '/v1/models' ? { data: [{ id: 'seer' }] } : wellBehaved(asked, response);
  await device.addServer(server.url, { role: 'vision', model: 'seer' });
  const request = { kind: 'describe', selection: everything } as const;
  expect(await device.work.plan(request)).toMatchObject({ rows: 2, pictures: 2, videos: 1 });
  const { batch } = await device.work.start(request);
  if (batch === undefined) throw new Error('no batch');
  const rows = () => device.batches.rows(batch.id, { offset: 0, limit: 10 }).rows;
  const answer = (content: string) => ({
    ...{ model: 'seer', choices: [{ message: { content }, finish_reason: 'stop' }] },
  });
  device.batches.takeResults(batch.id, [
    { customId: rows()[0]?.customId ?? '', body: answer('A woman pours\nlentils into a pot.') },
    { customId: rows()[1]?.customId ?? '', body: answer('…') },
  ]);
  expect(getPictureDescriptions(library, id)).toEqual([
    {
      atMs: 1_000,
      startMs: 0,
      endMs: 2_000,
      text: 'A woman pours lentils into a pot.',
      model: 'seer',
    },
  ]);
  expect(rows()).toMatchObject([
    { state: 'done', outcome: 'Described.', model: 'seer' },
    { state: 'rejected', errorCode: 'endpoint.invalidAnswer' },
  ]);
  expect(found('lentils')).toBe(1);
  // An ingest or a transcript that makes the chunks anew keeps them.
  createTranscriptUpdates(library).hear(id, { segments: [segment], words: [], model: 'm' });
  expect(found('lentils')).toBe(1);
  // Only what was not described is asked for again.
  expect(await device.work.plan(request)).toMatchObject({ rows: 1 });
});

test('this computer does neither by a work, and says so', async () => {
  for (const kind of ['transcribe', 'describe'] as const) {
    const request = { kind, selection: everything, overCaptions: false, place: 'local' } as const;
    await expect(device.work.start(request)).rejects.toMatchObject({ code: 'usage.invalid' });
    // Where no server may be asked, there is nobody to fall back to: no batch is left waiting.
    await expect(
      device.work.start({ ...request, place: 'remote-then-local' }),
    ).rejects.toMatchObject({
      code: 'endpoint.none',
    });
    expect(device.batches.list(1)).toEqual([]);
  }
});
