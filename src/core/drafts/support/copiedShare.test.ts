import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copiedShare, likeness } from './copiedShare.ts';

const word = fc.stringMatching(/^[a-m]{2,8}$/);
const foreignWord = fc.stringMatching(/^[n-z]{2,8}$/);
const sentence = (of = word, least = 1) =>
  fc.array(of, { minLength: least, maxLength: 20 }).map((words) => words.join(' '));

test('a share is between nothing and all, whatever the texts are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      for (const share of [copiedShare(a, b), likeness(a, b)]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(likeness(a, b)).toBe(likeness(b, a));
    }),
  );
});

test('a text copies all of itself and of what contains it, in any case and punctuation', () => {
  fc.assert(
    fc.property(sentence(), sentence(), sentence(), (before, text, after) => {
      expect(copiedShare(text, `${before} ${text} ${after}`)).toBe(1);
      expect(copiedShare(`“${text.toUpperCase().replaceAll(' ', ', ')}!”`, text)).toBe(1);
      expect(likeness(text, text)).toBe(1);
    }),
  );
});

test('texts without a common word have nothing of each other', () => {
  fc.assert(
    fc.property(sentence(), sentence(foreignWord), (a, b) => {
      expect(likeness(a, b)).toBe(0);
    }),
  );
});

test('every own word added to a copy lowers its share, and never below what is copied', () => {
  fc.assert(
    fc.property(sentence(word, 6), fc.array(foreignWord, { minLength: 1 }), (source, own) => {
      const copied = source.split(' ').length - 2;
      expect(copiedShare(`${own.join(' ')} ${source}`, source)).toBeCloseTo(
        copied / (copied + own.length),
      );
    }),
  );
});

test('what a reader calls a copy and what not', () => {
  const source = 'I cut my grocery bill in half by cooking one big pot of lentils every Sunday';
  const share = (text: string) => Number(copiedShare(text, source).toFixed(2));
  expect({
    verbatim: share('I cut my grocery bill in half by cooking one big pot of lentils'),
    dressedUp: share('What if you cut your grocery bill by cooking one big pot of lentils?'),
    ownWords: share('Lentils on Sunday, and half of the grocery bill is gone.'),
    borrowedPhrase: share('The one big pot of beans that pays for my holiday.'),
  }).toEqual({ verbatim: 1, dressedUp: 0.42, ownWords: 0, borrowedPhrase: 0.22 });
});
