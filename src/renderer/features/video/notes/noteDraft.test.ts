import { expect, test } from 'vitest';
import { placeOfNote } from './noteDraft.ts';

test('a note is over the marked span, or at the moment while a mark is missing', () => {
  expect(placeOfNote({ inMs: 1_000, outMs: 2_500 }, 9_000.4)).toEqual({
    startMs: 1_000,
    endMs: 2_500,
  });
  expect(placeOfNote({ inMs: 1_000 }, 9_000.4)).toEqual({ startMs: 9_000 });
  expect(placeOfNote({}, 0)).toEqual({ startMs: 0 });
});
