import { expect, test } from 'vitest';
import { type VideoId, videoIdSchema } from '../../../contract/index.ts';
import type { LibraryNames } from './libraryNames.ts';
import { planByRules } from './planByRules.ts';

const nowMs = Date.UTC(2026, 10, 30);
const day = 86_400_000;
const none: LibraryNames = { platforms: ['tiktok', 'youtube'], channels: [], videos: [] };
const planOf = (question: string, names: Partial<LibraryNames> = {}) =>
  planByRules(question, { ...none, ...names }, nowMs).plan;

test.each([
  ['What do they say about onions?', [{ query: 'moments', text: 'onions' }]],
  ['How many videos are there?', [{ query: 'count', of: 'videos' }]],
  [
    'How many videos mention lentils on TikTok?',
    [
      { query: 'count', of: 'videos', platform: 'tiktok', text: 'lentils' },
      { query: 'moments', text: 'lentils', platform: 'tiktok' },
    ],
  ],
  [
    'Which video has the most views?',
    [{ query: 'topVideos', by: 'views', order: 'most', limit: 1 }],
  ],
  [
    'What are the top 5 most liked videos?',
    [{ query: 'topVideos', by: 'likes', order: 'most', limit: 5 }],
  ],
  [
    'Which video has the fewest comments?',
    [{ query: 'topVideos', by: 'comments', order: 'least', limit: 1 }],
  ],
  ['Which videos stand out?', [{ query: 'topVideos', by: 'outlier', order: 'most', limit: 3 }]],
  ['What is rising right now?', [{ query: 'trends', direction: 'rising', windowDays: 28 }]],
  ['Which topics are fading?', [{ query: 'trends', direction: 'fading', windowDays: 28 }]],
  ['Which hooks work best?', [{ query: 'patterns' }]],
  [
    'Do videos that open with a question perform better?',
    [{ query: 'patterns', pattern: 'question' }],
  ],
  [
    'Which sounds are used most often?',
    [{ query: 'shareOfVoice', by: 'sound', order: 'mentions' }],
  ],
  ['Compare cats and dogs', [{ query: 'compare', one: 'cats', other: 'dogs' }]],
  ['Which is more popular, cats or dogs?', [{ query: 'compare', one: 'cats', other: 'dogs' }]],
  [
    'Do cat videos perform better than dog videos?',
    [{ query: 'compare', one: 'cat', other: 'dog' }],
  ],
  [
    'How many people watched the onion video?',
    [
      { query: 'topVideos', by: 'views', order: 'most', limit: 3, text: 'onion' },
      { query: 'moments', text: 'onion' },
    ],
  ],
  [
    'How many videos came out since June 2026?',
    [{ query: 'count', of: 'videos', publishedAfterMs: Date.UTC(2026, 5, 1) }],
  ],
  ['latest videos', [{ query: 'topVideos', by: 'published', order: 'most', limit: 5 }]],
  [
    'What’s the best performing video?',
    [{ query: 'topVideos', by: 'views', order: 'most', limit: 3 }],
  ],
  ['Cats vs dogs', [{ query: 'compare', one: 'cats', other: 'dogs' }]],
])('%s', (question, plan) => {
  expect(planOf(question)).toEqual(plan);
});

test('a period, a language and a channel narrow the plan, and are no words to look for', () => {
  expect(planOf('What do videos in Spanish say about skin since March 2026?')).toEqual([
    {
      ...{ query: 'moments', text: 'skin', language: 'es' },
      publishedAfterMs: Date.UTC(2026, 2, 1),
    },
  ]);
  expect(planOf('How many videos were published in the last 30 days?')).toEqual([
    { query: 'count', of: 'videos', publishedAfterMs: nowMs - 30 * day },
  ]);
  const channels = ['Tiny Stove Club'];
  expect(planOf('What did Tiny Stove Club say about fries?', { channels })).toEqual([
    { query: 'moments', text: 'fries', channel: 'Tiny Stove Club' },
  ]);
  expect(planOf('How is Tiny Stove Club doing?', { channels })).toEqual([
    { query: 'channel', name: 'Tiny Stove Club' },
  ]);
});

test('a title is a name: its words ask for nothing', () => {
  const id: VideoId = videoIdSchema.parse('v1');
  const videos = [{ id, title: 'How many hooks rise most' }];
  expect(planOf('How many views does “How many hooks rise most” have?', { videos })).toContainEqual(
    {
      query: 'video',
      video: id,
    },
  );
  expect(
    planOf('How many views does “How many hooks rise most” have?', { videos }),
  ).not.toContainEqual(expect.objectContaining({ query: 'patterns' }));
});

test('two questions are two queries, a question about nothing none, a long one is cut', () => {
  expect(planOf('How many videos are there, and which hooks work best?')).toEqual([
    { query: 'count', of: 'videos' },
    { query: 'patterns' },
  ]);
  expect(planOf('What is this?')).toEqual([]);
  expect(planOf('?!…')).toEqual([]);
  const [long, ...others] = planOf('onion '.repeat(1_600));
  expect(others).toEqual([]);
  expect(long).toEqual({ query: 'moments', text: 'onion' });
  expect(planOf('что говорят про лук?')).toEqual([{ query: 'moments', text: 'лук' }]);
});

test('a channel that the library does not have is named', () => {
  const { unknownChannel } = planByRules('What did MrBeast say about onions?', none, nowMs);
  expect(unknownChannel).toBe('MrBeast');
});
