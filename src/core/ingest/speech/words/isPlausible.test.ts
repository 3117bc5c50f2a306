import { expect, it } from 'vitest';
import { isPlausible } from './isPlausible.ts';

const over = (seconds: number, text: string) => [
  { startMs: 0, endMs: seconds * 1_000, text, words: [] },
];

it.each([
  ['en', 7, 'And so my fellow Americans, ask not what your country can do for you', true],
  ['ja', 3, '今日は天気がいいです', true],
  ['zh', 2, '今天天气很好', true],
  ['ko', 2, '오늘은 날씨가 좋아요', true],
  ['ru', 2, 'Сегодня хорошая погода', true],
  ['sr', 2, 'Данас је леп дан', true],
  ['sr', 2, 'Danas je lep dan', true],
  ['xx', 2, 'anything goes here', true],
  [undefined, 1, '$60!', true],
  ['en', 1, '60, 70, 80', true],
  ['nn', 4, 'ndt', false],
  ['nn', 2, '오늘도 안녕하세요', false],
  ['en', 2, 'ありがとうございます', false],
])('%s, %d s, %j: %s', (language, seconds, text, plausible) => {
  expect(isPlausible(over(seconds, text), language)).toBe(plausible);
});

it('judges a few stretched words by what is said around them', () => {
  const speech = over(5, 'this is how I make cold brew coffee at home every week');
  expect(isPlausible([...over(2, 'Wow!'), ...speech], 'en')).toBe(true);
});
