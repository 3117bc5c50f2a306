import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TopicSummary, VideoId } from '../../../contract/index.ts';
import { AppError, silentLogger, systemClock } from '../../base/index.ts';
import { promptText, scriptedModel } from '../../drafts/testing/scriptedModel.ts';
import type { LanguageModel } from '../../inference/index.ts';
import { createJobQueue } from '../../jobs/index.ts';
import { removeVideo } from '../../library/index.ts';
import { chunk, openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import { getTopicTrend } from '../trends/getTopicTrend.ts';
import {
  editTopic,
  listTopics,
  mergeTopic,
  resolveTopicId,
  splitTopic,
} from './store/topicRepository.ts';
import { areTopicsDue, createTopicsKind, enqueueTopics, type TopicsPayload } from './topicsKind.ts';

let opened: TestLibrary;
beforeEach(() => {
  opened = openTestLibrary();
});
afterEach(() => opened.close());

/** Videos about one of the embedder's topics, each with a word of its own. */
function add(count: number, words: string): VideoId[] {
  return Array.from({ length: count }, (_, at) =>
    opened.add({
      title: `${words} number${at}`,
      description: `#${words.split(' ')[0]}`,
      chunks: [chunk(words)],
    }),
  );
}

async function findTopics(
  payload: TopicsPayload = {},
  languageModel?: LanguageModel,
): Promise<string> {
  const { library } = opened;
  const kind = createTopicsKind({ library, logger: silentLogger, languageModel });
  const queue = createJobQueue({
    library,
    clock: systemClock,
    logger: silentLogger,
    kinds: [kind],
  });
  queue.start();
  const job = await queue.finished(enqueueTopics(queue, kind, payload));
  await queue.dispose();
  return job.state;
}

const topic = (label: string): TopicSummary | undefined =>
  listTopics(opened.library).find((one) => one.label.includes(label));

const topicOf = (videoId: VideoId): unknown =>
  opened.library.db.$client
    .prepare('SELECT topic_id FROM topic_videos WHERE video_id = ?')
    .pluck()
    .get(videoId);

test('videos are grouped by what they are about, and named by their words', async () => {
  add(8, 'holiday beach');
  add(7, 'onion chop');
  await opened.embed();
  expect(await findTopics()).toBe('done');
  expect(listTopics(opened.library)).toMatchObject([
    { label: 'holiday, beach', videos: 8, isPinned: false, isRenamed: false, merged: [] },
    { label: 'onion, chop', videos: 7 },
  ]);
});

test('a library about one thing has that topic, named by what most of its videos share', async () => {
  add(9, 'onion chop');
  await opened.embed();
  await findTopics();
  expect(listTopics(opened.library)).toMatchObject([{ videos: 9 }]);
  expect(topic('onion')?.label.split(', ').sort()).toEqual(['chop', 'onion']);
});

test('a topic keeps its id, name and pin when new videos move the clusters', async () => {
  add(8, 'holiday beach');
  add(7, 'onion chop');
  await opened.embed();
  await findTopics();
  const onion = topic('onion')?.id;
  if (onion === undefined) throw new Error('no topic');
  editTopic(opened.library, onion, { name: 'Kitchen', isPinned: true });
  add(9, 'money budget');
  const [more] = add(3, 'onion chop');
  await opened.embed();
  expect(areTopicsDue(opened.library)).toBe(false);
  expect(await findTopics()).toBe('done');
  expect(topic('Kitchen')).toMatchObject({ id: onion, isPinned: true, videos: 10 });
  expect(topic('money')?.videos).toBe(9);
  expect(topicOf(more as VideoId)).toBe(onion);
  editTopic(opened.library, onion, { name: '' });
  expect(topic('onion')).toMatchObject({ id: onion, isRenamed: false });
});

test('few new videos join the nearest topic without clusters being found anew', async () => {
  add(10, 'holiday beach');
  add(10, 'onion chop');
  await opened.embed();
  await findTopics();
  const before = listTopics(opened.library).map(({ id }) => id);
  const [beach] = add(1, 'beach holiday');
  const [other] = add(1, 'quantum physics');
  await opened.embed();
  await findTopics();
  expect(topicOf(beach as VideoId)).toBe(topic('holiday')?.id);
  expect(topicOf(other as VideoId)).toBeNull();
  expect(
    listTopics(opened.library)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(before.sort());
});

test('merging is kept through a new run, and can be undone', async () => {
  add(8, 'holiday beach');
  add(7, 'onion chop');
  await opened.embed();
  await findTopics();
  const { library } = opened;
  const [holiday, onion] = [resolveTopicId(library, 'holiday, beach'), topic('onion')?.id];
  if (onion === undefined) throw new Error('no topic');
  mergeTopic(library, onion, holiday);
  await findTopics({ anew: true });
  expect(listTopics(library)).toMatchObject([{ id: holiday, videos: 15, merged: [{ id: onion }] }]);
  mergeTopic(library, onion);
  expect(listTopics(library)).toMatchObject([
    { id: holiday, videos: 8, merged: [] },
    { id: onion, videos: 7 },
  ]);
  expect(() => mergeTopic(library, onion, onion)).toThrow(
    expect.objectContaining({ code: 'topic.sameTopic' }),
  );
});

test('what a person split off stays, and one video is a topic', async () => {
  const [first, second] = add(8, 'holiday beach');
  await opened.embed();
  await findTopics();
  const { library } = opened;
  const alone = splitTopic(library, [first as VideoId], 'My trip');
  await findTopics({ anew: true });
  expect(topicOf(first as VideoId)).toBe(alone);
  expect(topic('My trip')).toMatchObject({ videos: 1, isRenamed: true });
  expect(topicOf(second as VideoId)).not.toBe(alone);
  removeVideo(library, first as VideoId);
  expect(topic('My trip')?.videos).toBe(0);
});

test('without vectors hashtags are the topics', async () => {
  add(6, 'holiday beach');
  add(12, 'onion chop');
  add(4, 'rare thing');
  for (let other = 0; other < 60; other++) opened.add({ title: `nothing ${other}` });
  expect(await findTopics()).toBe('done');
  expect(
    listTopics(opened.library).map(({ label, videos }) => [label.split(',')[0], videos]),
  ).toEqual([
    ['onion', 12],
    ['holiday', 6],
  ]);
});

test('the first vectors make topics due, which take the place of hashtags', async () => {
  add(8, 'holiday beach');
  add(12, 'onion chop');
  expect(areTopicsDue(opened.library)).toBe(true);
  await findTopics();
  expect(areTopicsDue(opened.library)).toBe(false);
  await opened.embed();
  expect(areTopicsDue(opened.library)).toBe(true);
  await findTopics();
  expect(areTopicsDue(opened.library)).toBe(false);
  const source = 'SELECT source FROM topic_state';
  expect(opened.library.db.$client.prepare(source).pluck().get()).toBe('vectors');
});

test('the first run waits for as many videos as a topic has, later ones for more', async () => {
  add(4, 'holiday beach');
  expect(areTopicsDue(opened.library)).toBe(false);
  add(1, 'holiday beach');
  expect(areTopicsDue(opened.library)).toBe(true);
  await findTopics();
  add(19, 'onion chop');
  expect(areTopicsDue(opened.library)).toBe(false);
  add(1, 'onion chop');
  expect(areTopicsDue(opened.library)).toBe(true);
});

/** Not a model: it names each topic by what the test says of its prompt. */
function naming(labelOf: (prompt: string) => string, base = false) {
  return scriptedModel((request) => JSON.stringify({ label: labelOf(promptText(request)) }), {
    base,
  });
}
const isBeach = (prompt: string): boolean => /Words: (?:holiday|beach)/.test(prompt);

test('a model names topics from titles; what it was told by one alone is not taken', async () => {
  const videoIds = add(8, 'holiday beach');
  add(7, 'onion chop');
  await opened.embed();
  const model = naming((prompt) => (isBeach(prompt) ? 'Beach holidays' : 'Onions that cure'));
  expect(await findTopics({}, model)).toBe('done');
  expect(topic('Beach')).toMatchObject({ label: 'Beach holidays', writtenBy: 'Scripted' });
  expect(topic('onion')?.writtenBy).toBeUndefined();
  const id = topic('Beach')?.id;
  if (id === undefined) throw new Error('no topic');
  expect(resolveTopicId(opened.library, 'beach holidays')).toBe(id);
  const query = { windowDays: 28, asOfMs: Date.now(), topicId: id };
  const { writtenFrom } = getTopicTrend(opened.library, query);
  expect(writtenFrom).toHaveLength(6);
  expect(videoIds).toContain(writtenFrom[0]?.videoId);
  editTopic(opened.library, id, { name: 'Summer' });
  expect(topic('Summer')?.writtenBy).toBeUndefined();
});

test('what is named is not named again until its words change', async () => {
  add(8, 'holiday beach');
  add(7, 'onion chop');
  await opened.embed();
  const model = naming((prompt) => (isBeach(prompt) ? 'Beach holidays' : 'Onion chopping'));
  await findTopics({}, model);
  expect(model.requests).toHaveLength(2);
  await findTopics({ anew: true }, model);
  expect(model.requests).toHaveLength(2);
  expect(topic('Beach holidays')).toBeDefined();
});

test('without a model that follows instructions, or when it fails, topics have their words', async () => {
  add(8, 'holiday beach');
  add(7, 'onion chop');
  await opened.embed();
  expect(
    await findTopics(
      {},
      naming(() => 'Beach holidays', true),
    ),
  ).toBe('done');
  const failing = naming(() => {
    throw new AppError('worker.crashed', 'The engine ended.');
  });
  expect(await findTopics({ anew: true }, failing)).toBe('done');
  expect(listTopics(opened.library).map(({ label }) => label)).toEqual([
    'holiday, beach',
    'onion, chop',
  ]);
});

test('an empty library and one without shared words have no topics', async () => {
  expect(await findTopics()).toBe('done');
  expect(listTopics(opened.library)).toEqual([]);
  expect(() => resolveTopicId(opened.library, 'x')).toThrow(
    expect.objectContaining({ code: 'topic.notFound' }),
  );
});
