import { expect, test } from 'vitest';
import { spanToCode } from './codingPlace.ts';
import { stripeLanes } from './stripeLanes.ts';

const span = (startMs: number, endMs: number) => ({ startMs, endMs });

test('spans that overlap are in lanes of their own, others share one', () => {
  const spans = [span(0, 10), span(5, 8), span(8, 12), span(10, 20), span(11, 13)];
  expect(stripeLanes(spans)).toEqual([0, 1, 1, 0, 2]);
});

test('a code is put on the marked span, else on the shot, else on a second', () => {
  const video = { shots: [span(0, 2_000), span(2_000, 6_000)], durationMs: 6_000 };
  expect(spanToCode({ inMs: 100.4, outMs: 900 }, 0, video)).toEqual(span(100, 900));
  expect(spanToCode({ inMs: 100 }, 2_500, video)).toEqual(span(2_000, 6_000));
  expect(spanToCode({}, 5_900, { ...video, shots: [] })).toEqual(span(5_000, 6_000));
  expect(spanToCode({}, 100, { shots: [], durationMs: 400 })).toEqual(span(0, 400));
});
