import { expect, test } from 'vitest';
import { videoIdSchema } from '../../../contract/index.ts';
import { momentAddress, momentKey, spanOf } from './moment.ts';

const videoId = videoIdSchema.parse('0f8fad5b-d9cb-469f-a165-70867728950e');
const moment = { videoId, title: 'A', startMs: 3_200, endMs: 6_000 };

test('a moment is opened at its time', () => {
  expect(momentAddress(moment)).toBe(`/video/${videoId}?t=3200`);
});

test('moments of one time are the same whatever they are called', () => {
  expect(momentKey({ ...moment, title: 'B' })).toBe(momentKey(moment));
  expect(momentKey({ ...moment, endMs: 6_001 })).not.toBe(momentKey(moment));
});

test('a moment is played as it is, one too short to be seen is played longer', () => {
  expect(spanOf(moment)).toEqual({ startMs: 3_200, endMs: 6_000 });
  expect(spanOf({ ...moment, endMs: 3_300 })).toEqual({ startMs: 3_200, endMs: 4_700 });
});
