import { expect, test } from 'vitest';
import { videoIdSchema } from '../../../../contract/index.ts';
import { hashtagsOf } from './hashtags.ts';
import { labelTopics } from './labelTopics.ts';
import type { VideoText } from './readTexts.ts';

test('hashtags are read in any script, once, without those that say nothing', () => {
  const text = 'Look #DnD #dnd #fyp #viral2 #日本語 #123 #stitch with @me';
  expect(hashtagsOf(text, ['#Dice', 'dice', 'for you'])).toEqual([
    ...['dnd', '日本語', 'dice', 'for you'],
  ]);
});

test('a topic is named by what its videos share and others do not have', () => {
  const texts = [
    ...Array.from({ length: 6 }, (_, at) => `the dragon dice game ${at} #dnd #fyp thing${at}`),
    ...Array.from({ length: 6 }, (_, at) => `the soup game number${at} #fyp other${at}`),
    ...Array.from({ length: 30 }, (_, at) => `the game of unrelated${at} #fyp`),
  ].map((text, at) => ({ videoId: videoIdSchema.parse(`v${at}`), text, tags: [] }));
  const topicOf = (video: VideoText): number | undefined => {
    const at = texts.findIndex(({ videoId }) => videoId === video.videoId);
    return at < 6 ? 0 : at < 12 ? 1 : at < 18 ? 2 : undefined;
  };
  const [dragons, soup, nothing] = labelTopics(texts, topicOf, 3);
  expect(dragons).toEqual({ label: 'dnd, dice, dragon', words: ['dnd', 'dice', 'dragon'] });
  expect(soup).toEqual({ label: 'soup', words: ['soup'] });
  expect(nothing).toEqual({ label: '', words: [] });
});
