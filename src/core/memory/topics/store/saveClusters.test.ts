import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VideoId } from '../../../../contract/index.ts';
import { openTestLibrary, type TestLibrary } from '../../../search/testing/searchLibrary.ts';
import { noise } from '../hdbscan/hdbscan.ts';
import { type FoundTopics, saveClusters } from './saveClusters.ts';
import { editTopic, listTopics } from './topicRepository.ts';

let opened: TestLibrary;
beforeEach(() => {
  opened = openTestLibrary();
});
afterEach(() => opened.close());

const names = ['soup', 'bread', 'football'];

/** Three topics of two, three and two videos. */
function found(videos: readonly VideoId[], groups: readonly number[]): FoundTopics {
  const clusters = [0, 0, 1, 1, 1, 2, 2];
  return {
    ...{ source: 'hashtags', centers: [], groups },
    words: names.map((label) => ({ label, words: [label] })),
    themes: [{ label: 'kitchen', words: ['kitchen'] }],
    placed: videos.map((videoId, at) => ({ videoId, cluster: clusters[at] ?? noise })),
  };
}

const themes = (): [string, string | undefined][] =>
  listTopics(opened.library)
    .map(({ label, theme }): [string, string | undefined] => [label, theme?.label])
    .sort();

test('topics of one group have its theme, whose id is that of the largest of them', () => {
  const videos = Array.from({ length: 7 }, () => opened.add({}));
  saveClusters(opened.library, found(videos, [0, 0, noise]));
  expect(themes()).toEqual([
    ['bread', 'kitchen'],
    ['football', undefined],
    ['soup', 'kitchen'],
  ]);
  const topics = listTopics(opened.library);
  const bread = topics.find(({ label }) => label === 'bread');
  expect(topics.find(({ label }) => label === 'soup')?.theme?.id).toBe(bread?.id);
});

test('a topic that is no cluster any more is of no theme', () => {
  const videos = Array.from({ length: 7 }, () => opened.add({}));
  saveClusters(opened.library, found(videos, [0, 0, noise]));
  const soup = listTopics(opened.library).find(({ label }) => label === 'soup');
  if (soup === undefined) throw new Error('no topic');
  editTopic(opened.library, soup.id, { isPinned: true });
  const nothing = { groups: [], words: [], themes: [] };
  saveClusters(opened.library, { ...found(videos.slice(2), []), ...nothing, placed: [] });
  expect(themes()).toEqual([['soup', undefined]]);
});
