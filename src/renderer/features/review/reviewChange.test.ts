import { expect, test } from 'vitest';
import { applied, changeBack } from './reviewChange.ts';

test('what is left out stays, null takes away, a tag is there once', () => {
  const before = { status: 'rejected' as const, rating: 2, tags: ['Hook'] };
  expect(applied(before, { rating: null, addTags: ['hook', 'b-roll'] })).toEqual({
    status: 'rejected',
    tags: ['b-roll', 'Hook'],
  });
  expect(applied(undefined, { status: 'reviewed' })).toEqual({ status: 'reviewed', tags: [] });
  expect(applied(before, { removeTags: ['HOOK'] }).tags).toEqual([]);
});

test('a change is led back to what was before it', () => {
  const before = { rating: 2, tags: ['a', 'b'] };
  const after = applied(before, {
    status: 'shortlisted',
    rating: 5,
    addTags: ['c'],
    removeTags: ['a'],
  });
  expect(applied(after, changeBack(before, after))).toEqual(before);
});
