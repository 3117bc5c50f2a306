import { expect, test } from 'vitest';
import { type TopicTrend, topicIdSchema } from '../../../../contract/index.ts';
import { sortTopics, themesOf } from './sortTopics.ts';

function topic(label: string, change: Partial<TopicTrend>): TopicTrend {
  return {
    ...{ id: topicIdSchema.parse(label), label, words: [], isPinned: false, stage: 'evergreen' },
    ...{ videos: 1, newVideos: 0, channels: 1, bursts: [], posts: [], evidence: [] },
    ...change,
  };
}

const velocity = (value: number) => ({ velocity: { value, low: value, high: value, videos: 1 } });
const topics = [
  topic('slow', velocity(1)),
  topic('unknown', { newVideos: 9 }),
  topic('falling', velocity(-5)),
  topic('hot', { ...velocity(3), stage: 'rising' }),
];
const order = (sort: 'stage' | 'velocity', direction: 'ascending' | 'descending'): string[] =>
  sortTopics(topics, { sort, direction, stage: undefined, theme: undefined }).map(
    ({ label }) => label,
  );

test('what rises comes first, then what gains most views', () => {
  expect(order('stage', 'ascending')).toEqual(['hot', 'slow', 'falling', 'unknown']);
});

test('an unknown velocity is last in either direction', () => {
  expect(order('velocity', 'descending')).toEqual(['hot', 'slow', 'falling', 'unknown']);
  expect(order('velocity', 'ascending')).toEqual(['falling', 'slow', 'hot', 'unknown']);
});

test('a stage leaves the others out', () => {
  const query = {
    sort: 'stage',
    direction: 'ascending',
    stage: 'rising',
    theme: undefined,
  } as const;
  expect(sortTopics(topics, query).map(({ label }) => label)).toEqual(['hot']);
});

test('a theme leaves the others out; the themes with most topics come first', () => {
  const [food, sport] = ['food', 'sport'].map((label) => ({
    theme: { id: topicIdSchema.parse(`of ${label}`), label },
  }));
  const all = [
    topic('football', { ...sport }),
    topic('soup', { ...food }),
    topic('bread', { ...food }),
    topic('alone', {}),
  ];
  expect(themesOf(all)).toEqual([
    { value: 'of food', label: 'food' },
    { value: 'of sport', label: 'sport' },
  ]);
  const query = { sort: 'label', direction: 'ascending', stage: undefined } as const;
  expect(sortTopics(all, { ...query, theme: 'of food' }).map(({ label }) => label)).toEqual([
    'bread',
    'soup',
  ]);
});
