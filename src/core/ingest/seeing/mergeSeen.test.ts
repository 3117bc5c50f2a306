import { expect, test } from 'vitest';
import type { SeenObject } from '../screen/visionCalls.ts';
import { mergeSeen } from './mergeSeen.ts';

const box: SeenObject['box'] = [0, 0, 0.5, 1];
const cup = (confidence: number): SeenObject => ({ kind: 'cup', confidence, box });

function spans(...frames: [atMs: number, untilMs: number, ...objects: SeenObject[]][]): unknown[] {
  return mergeSeen(frames.map(([atMs, untilMs, ...objects]) => ({ atMs, untilMs, objects }))).map(
    ({ kind, startMs, endMs, atMs, confidence }) => [kind, startMs, endMs, atMs, confidence],
  );
}

test('a thing lasts over pictures on which it is less sure or missed, with its surest frame', () => {
  const dog: SeenObject = { kind: 'dog', confidence: 0.7, box };
  expect(
    spans(
      [0, 1_000, cup(0.42)],
      [1_000, 2_000, cup(0.8), dog],
      [2_000, 3_000],
      [3_000, 9_000, cup(0.45)],
    ),
  ).toEqual([
    ['cup', 0, 9_000, 1_000, 0.8],
    ['dog', 1_000, 2_000, 1_000, 0.7],
  ]);
});

test('a thing that comes back after a while is there twice', () => {
  expect(spans([0, 1_000, cup(0.9)], [1_000, 6_000], [6_000, 7_000, cup(0.6)])).toEqual([
    ['cup', 0, 1_000, 0, 0.9],
    ['cup', 6_000, 7_000, 6_000, 0.6],
  ]);
});

test('what is doubtful on every picture is not seen', () => {
  expect(spans([0, 1_000, cup(0.54)], [1_000, 2_000, cup(0.54)])).toEqual([]);
  expect(spans([0, 1_000, cup(0.54)], [1_000, 2_000, cup(0.55)])).toHaveLength(1);
});
