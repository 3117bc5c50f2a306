import { expect, test } from 'vitest';
import { commentArguments } from './commentArguments.ts';

test('comments are asked for when the user wants some, and never more', () => {
  expect(commentArguments(0)).toEqual([]);
  expect(commentArguments(40)).toEqual([
    ...['--write-comments', '--extractor-args'],
    'youtube:comment_sort=top;max_comments=40,all,0,0',
  ]);
});
