import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cuts, shortened, shownOn } from './platforms.ts';

test('a text is cut between characters as people count them, never within one', () => {
  expect(shortened('Bread is back', 13)).toEqual({ text: 'Bread is back', isCut: false });
  expect(shortened('Bread is back', 9)).toEqual({ text: 'Bread is…', isCut: true });
  // No space before the ellipsis.
  expect(shortened('Bread is back', 7)).toEqual({ text: 'Bread…', isCut: true });
  expect(shortened('👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧', 3)).toEqual({ text: '👩‍👩‍👧…', isCut: true });
});

test('what is shown is never longer than its platform takes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.integer({ min: 1, max: 150 }),
      (text, most) => {
        const shown = shortened(text, most);
        const length = [...new Intl.Segmenter().segment(shown.text)].length;
        expect(shown.isCut || shown.text === text).toBe(true);
        expect(length).toBeLessThanOrEqual(Math.max(most, shown.isCut ? 1 : 0));
      },
    ),
  );
});

test('Android shows one line before it is opened; Windows shows the most', () => {
  const message = { title: 'Bread is back', body: 'First line.\nSecond line.' };
  const bodies = cuts.map((cut) => [cut.platform, shownOn(cut, message).body.text]);
  expect(bodies).toEqual([
    ['android', 'First line. Second line.'],
    ['windows', message.body],
    ['macos', message.body],
  ]);
  const long = { title: 't'.repeat(200), body: 'b'.repeat(200) };
  const lengths = cuts.map((cut) => {
    const { title, body } = shownOn(cut, long);
    return [title.text.length, body.text.length];
  });
  expect(lengths).toEqual([
    [40, 50],
    [70, 140],
    [35, 80],
  ]);
});
