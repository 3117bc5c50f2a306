import { expect, test } from 'vitest';
import { searchHitSchema } from '../../../../contract/index.ts';
import { formatSpan, hitKey, matchName } from './hitLabels.ts';

const hit = searchHitSchema.parse({
  videoId: 'v1',
  title: 'Cheap lentils',
  hasFile: true,
  channel: 'Kitchen & Co',
  startMs: 63_000,
  endMs: 67_500,
  kind: 'speech',
  matched: ['words', 'meaning'],
  snippet: 'Lentils cost almost nothing.',
  highlights: [[0, 7]],
  score: 1,
});

test('what is on a row', () => {
  expect([
    formatSpan(hit),
    matchName(hit.matched),
    matchName(['words']),
    matchName(['meaning']),
  ]).toEqual(['1:03 – 1:07', 'Words and meaning', 'Words', 'Meaning']);
  expect(hitKey({ ...hit, score: 2, snippet: 'other' })).toBe(hitKey(hit));
  expect(hitKey({ ...hit, kind: 'screen' })).not.toBe(hitKey(hit));
});
