import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../base/index.ts';
import { channels } from '../db/index.ts';
import {
  activateSpace,
  addVectors,
  chunksWithoutVector,
  createSpace,
  removeVideo,
  updateVideo,
  upsertChannel,
} from '../library/index.ts';
import { createSearch } from './createSearch.ts';
import {
  chunk,
  openTestLibrary,
  type TestLibrary,
  topicEmbedder,
} from './testing/searchLibrary.ts';

let opened: TestLibrary;
beforeEach(() => {
  opened = openTestLibrary();
});
afterEach(() => opened.close());

const ask = (query: string, embedder = topicEmbedder(), limit = 10) =>
  createSearch({ library: opened.library, embedder }).query({ query, limit, filters: {} });
const texts = async (query: string): Promise<string[]> =>
  (await ask(query)).hits.map(({ snippet }) => snippet);

test('words and meaning find the same moment, meaning one that shares no word', async () => {
  const both = opened.add({ title: 'Away', chunks: [chunk('Our trip to the beach.')] });
  const meant = opened.add({ chunks: [chunk('A holiday to save money.')] });
  opened.add({ chunks: [chunk('Chop an onion.')] });
  await opened.embed();
  expect(await ask('trip')).toEqual({
    hits: [
      {
        videoId: both,
        title: 'Away',
        channel: undefined,
        startMs: 0,
        endMs: 8_000,
        kind: 'speech',
        hasFile: true,
        matched: ['words', 'meaning'],
        snippet: 'Our trip to the beach.',
        highlights: [[4, 8]],
        score: 1,
      },
      expect.objectContaining({
        videoId: meant,
        matched: ['meaning'],
        highlights: [],
        score: expect.closeTo(0.141, 3),
      }),
    ],
    meaningSearched: true,
  });
});

test('what is on nothing in the library finds nothing', async () => {
  opened.add({ chunks: [chunk('Our trip to the beach.')] });
  await opened.embed();
  for (const query of ['quantum lagrangian', '', '  ', '""', '-trip', '🔥', 'the of and']) {
    expect([query, (await ask(query)).hits]).toEqual([
      query,
      query === 'the of and' ? [expect.objectContaining({ matched: ['words'] })] : [],
    ]);
  }
});

test('a question needs not all of its words, but all go before some', async () => {
  opened.add({ chunks: [chunk('money money money')] });
  opened.add({ chunks: [chunk('where the money went last year and what to do about it')] });
  opened.add({ chunks: [chunk('how do I do it')] });
  expect(await texts('How do I find where my money went?')).toEqual([
    'where the money went last year and what to do about it',
    'money money money',
  ]);
  expect(await texts('money year')).toEqual([
    'where the money went last year and what to do about it',
    'money money money',
  ]);
});

test('phrases and exclusions are strict, for hits by meaning too', async () => {
  opened.add({ chunks: [chunk('A long holiday at the sea.')] });
  opened.add({ chunks: [chunk('A holiday, and long nights.')] });
  opened.add({ chunks: [chunk('Vacation time.')] });
  await opened.embed();
  expect(await texts('"long holiday" vacation')).toEqual(['A long holiday at the sea.']);
  expect((await texts('vacation -long')).sort()).toEqual(['Vacation time.']);
  expect((await texts('vacation -"long holiday"')).sort()).toEqual([
    'A holiday, and long nights.',
    'Vacation time.',
  ]);
  expect(await texts('“Long Holidays”')).toEqual(['A long holiday at the sea.']);
});

test('what is said and shown at once is one hit; what is shown throughout is another', async () => {
  const videoId = opened.add({
    durationMs: 60_000,
    title: 'Onion',
    chunks: [
      chunk('Onion', { kind: 'title', endMs: 60_000 }),
      chunk('Chop an onion.', { startMs: 4_000, endMs: 12_000 }),
      chunk('NO TEARS: ONION', { kind: 'screen', startMs: 5_000, endMs: 7_000 }),
      chunk('onion school', { kind: 'screen', endMs: 60_000 }),
    ],
  });
  await opened.embed();
  const { hits } = await ask('chop vegetables onion');
  expect(hits.map(({ kind, startMs }) => ({ kind, startMs }))).toEqual([
    { kind: 'speech', startMs: 4_000 },
    { kind: 'screen', startMs: 0 },
    { kind: 'title', startMs: 0 },
  ]);
  expect(hits.every((hit) => hit.videoId === videoId)).toBe(true);
});

test('a hit lands on the sentence, by its words or by its meaning', async () => {
  const said = [
    ['Good morning everyone.', 1_000],
    ['We went on a holiday.', 3_000],
    ['Then I chopped it finely.', 6_000],
  ] as const;
  const segments = said.map(([text, startMs]) => ({
    startMs,
    endMs: startMs + 1_500,
    text,
    words: text.split(' ').map((word, i) => ({
      text: word,
      startMs: startMs + i * 200,
      endMs: startMs + i * 200 + 180,
    })),
  }));
  opened.add({
    segments,
    chunks: [chunk(said.map(([text]) => text).join(' '), { startMs: 1_000, endMs: 7_500 })],
  });
  await opened.embed();
  const span = async (query: string) => {
    const [hit] = (await ask(query)).hits;
    return [hit?.startMs, hit?.endMs, hit?.matched, hit?.snippet, hit?.highlights];
  };
  expect(await span('morning')).toEqual([
    1_000,
    1_580,
    ['words'],
    'Good morning everyone.',
    [[5, 12]],
  ]);
  expect(await span('finely chopped')).toEqual([
    6_000,
    6_980,
    ['words', 'meaning'],
    'Then I chopped it finely.',
    [
      [7, 14],
      [18, 24],
    ],
  ]);
  expect(await span('vacation')).toEqual([3_000, 3_980, ['meaning'], 'We went on a holiday.', []]);
  expect(await span('vegetable')).toEqual([
    6_000,
    6_980,
    ['meaning'],
    'Then I chopped it finely.',
    [],
  ]);
});

test('without a usable model words alone are searched', async () => {
  opened.add({ chunks: [chunk('Our trip to the beach.')] });
  const words = { meaningSearched: false, hits: [expect.objectContaining({ matched: ['words'] })] };
  expect(await ask('trip')).toEqual(words);
  await opened.embed();
  for (const code of ['model.missing', 'model.damaged', 'worker.crashed'] as const) {
    const embedder = topicEmbedder({ fails: () => new AppError(code, 'no') });
    expect(await ask('trip', embedder)).toEqual(words);
  }
  expect(await ask('trip', topicEmbedder({ version: 'b'.repeat(64) }))).toEqual(words);
  const { library } = opened;
  const input = { query: 'trip', limit: 10, filters: {} };
  expect(await createSearch({ library }).query(input)).toEqual(words);
  const broken = topicEmbedder({ fails: () => new AppError('disk.full', 'no') });
  await expect(ask('trip', broken)).rejects.toMatchObject({ code: 'disk.full' });
});

test('words alone never wait for a model', async () => {
  opened.add({ chunks: [chunk('Our trip to the beach.')] });
  opened.add({ chunks: [chunk('A holiday to save money.')] });
  await opened.embed();
  const embedder = topicEmbedder();
  const search = createSearch({ library: opened.library, embedder });
  const found = await search.query({ query: 'trip', limit: 10, filters: {}, meaning: false });
  expect(found.hits.map(({ snippet }) => snippet)).toEqual(['Our trip to the beach.']);
  expect([found.meaningSearched, embedder.texts]).toEqual([false, []]);
});

test('words spread over a video find it, and show where most of them are', async () => {
  opened.add({ title: 'sourdough', chunks: [chunk('Feed it twice a day.')] });
  opened.add({ title: 'Bread', chunks: [chunk('twice twice twice a week')] });
  const both = opened.add({
    title: 'My sourdough starter',
    chunks: [chunk('Hello.'), chunk('I feed it rye twice.', { startMs: 9_000 })],
  });
  const [first] = (await ask('rye sourdough starter')).hits;
  expect(first).toMatchObject({ videoId: both, snippet: 'I feed it rye twice.', startMs: 9_000 });
  expect(await texts('starter')).toEqual(['Hello.']);
});

test('a word with a typing error, one that was put together, and two written as one are found', async () => {
  opened.add({ chunks: [chunk('A penguin sings.')] });
  opened.add({ chunks: [chunk('We slap a phone around.')] });
  opened.add({ title: 'Cats #funnymemes', chunks: [chunk('Look at it.')] });
  expect(await texts('pengiun')).toEqual(['A penguin sings.']);
  expect(await texts('slapaphone')).toEqual(['We slap a phone around.']);
  expect(await texts('funny memes')).toEqual(['Look at it.']);
  const [typo] = (await ask('pengiun')).hits;
  expect(typo?.highlights).toEqual([[2, 9]]);
  expect(await texts('"pengiun"')).toEqual([]);
});

test('a title that changes, and a channel that is renamed, are found by their new words alone', async () => {
  const { library } = opened;
  const channelId = upsertChannel(library, { platform: 'TikTok', name: 'Anna' });
  const id = opened.add({ title: 'Ferns', channelId, chunks: [chunk('Green.')] });
  expect(await texts('ferns anna')).toEqual(['Green.']);
  updateVideo(library, id, { title: 'Mosses' });
  library.db.update(channels).set({ name: 'Bertha' }).run();
  expect([await texts('ferns'), await texts('anna')]).toEqual([[], []]);
  expect([await texts('mosses'), await texts('bertha')]).toEqual([['Green.'], ['Green.']]);
  removeVideo(library, id);
  expect(await texts('mosses')).toEqual([]);
});

test('a cancelled search says so', async () => {
  opened.add({ chunks: [chunk('Our trip to the beach.')] });
  await opened.embed();
  const search = createSearch({ library: opened.library, embedder: topicEmbedder() });
  const input = { query: 'trip', limit: 10, filters: {} };
  await expect(search.query(input, { signal: AbortSignal.abort() })).rejects.toThrow(
    expect.objectContaining({ name: 'AbortError' }),
  );
});

test('a reindex that takes over in the middle of a search does not break it', async () => {
  const videoId = opened.add({ chunks: [chunk('Our trip to the beach.')] });
  await opened.embed();
  const { library } = opened;
  const embedder = topicEmbedder({
    onEmbed: () => {
      const space = createSpace(library, {
        modelId: 'next',
        modelVersion: 'b'.repeat(64),
        dimensions: 2,
        state: 'building',
      });
      addVectors(library, space.id, [{ chunkId: 1, vector: Float32Array.of(1, 0) }]);
      activateSpace(library, space.id);
    },
  });
  expect(await ask('trip', embedder)).toMatchObject({
    meaningSearched: false,
    hits: [{ videoId, matched: ['words'] }],
  });
});

test('more hits than one list is deep are found', async () => {
  for (let i = 0; i < 150; i++) opened.add({ chunks: [chunk(`trip number ${i}`)] });
  await opened.embed();
  expect((await ask('trip', topicEmbedder(), 140)).hits).toHaveLength(140);
});

test('a space of the server’s model is searched through it, beside the own one while it lacks texts', async () => {
  const { library, add } = opened;
  add({ title: 'Own', chunks: [chunk('a trip to the beach')] });
  await opened.embed();
  const space = createSpace(library, {
    ...{ modelId: 'big', modelVersion: 'team:big', dimensions: 2, state: 'team-building' },
  });
  const [first] = chunksWithoutVector(library, { spaceId: space.id, afterId: 0, limit: 1 });
  addVectors(library, space.id, [{ chunkId: first?.id ?? 0, vector: Float32Array.of(1, 0) }]);
  expect(activateSpace(library, space.id)).toBe(true);
  const asked: string[] = [];
  let away: AppError | undefined;
  const teamEmbedder = {
    embed: async (texts: readonly string[], { model }: { model: string }) => {
      if (away !== undefined) throw away;
      asked.push(`${model}: ${texts.join()}`);
      return texts.map(() => Float32Array.of(1, 0));
    },
  };
  const search = createSearch({ library, embedder: topicEmbedder(), teamEmbedder });
  const found = async (query: string) => {
    const result = await search.query({ query, limit: 10, filters: {} });
    return { ...result, hits: result.hits.map(({ title, matched }) => [title, ...matched]) };
  };
  // Words that this machine's model knows nothing of: the server's vector found it.
  expect(await found('zzz')).toEqual({ hits: [['Own', 'meaning']], meaningSearched: true });
  expect(asked[0]).toBe('big: zzz');
  // A video that came since has its vector here alone, and is found all the same.
  add({ title: 'New', chunks: [chunk('how to chop an onion')] });
  await opened.embed();
  expect((await found('vegetable')).hits.flat()).toContain('New');
  away = new AppError('endpoint.unreachable', 'GPU box does not answer.');
  expect(await found('vegetable')).toEqual({
    ...{ hits: [['New', 'meaning']], meaningSearched: true },
    withoutServer: 'GPU box does not answer.',
  });
});
