import { expect, test } from 'vitest';
import { isMetadata } from './isMetadata.ts';

test.each([
  [['videos.csv'], true],
  [['a.jsonl.gz', 'b.tsv'], true],
  [['clip.info.json', 'Other.INFO.json'], true],
  [['clip.mp4', 'clip.info.json'], false],
  [['clip.mp4', 'videos.csv'], false],
  [['trendroom.json'], false],
  [[], false],
])('%s', (names, expected) => expect(isMetadata(names)).toBe(expected));
