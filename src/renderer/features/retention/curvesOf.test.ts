import { expect, test } from 'vitest';
import { curvesCsv, curvesOf, type Group } from './curvesOf.ts';

const point = (time: number, survival: number) => ({
  ...{ time, survival, atRisk: 10, ended: 1, low: survival - 0.1, high: survival + 0.05 },
});
const group = (name: string, points: Group['points']): Group => ({
  ...{ group: name, n: 10, ended: 2, median: null, medianInterval: [null, null], points },
});

test('a curve holds its value until its next time, and ends with its last one', () => {
  const { times, curves } = curvesOf([
    group('a', [point(2, 0.9), point(6, 0.7)]),
    group('b', [point(0, 0.8), point(3, 0.5)]),
  ]);
  expect(times).toEqual([0, 2, 3, 6]);
  expect(curves.map(({ survival }) => survival)).toEqual([
    [1, 0.9, 0.9, 0.7],
    [0.8, 0.8, 0.5, null],
  ]);
  expect(curves[1]?.low[1]).toBeCloseTo(0.7);
});

test('a group without points is a curve of everybody at 0', () => {
  expect(curvesOf([group('a', [])])).toMatchObject({ times: [0], curves: [{ survival: [1] }] });
});

test('names with separators are quoted, and none is a formula', () => {
  const csv = curvesCsv([group('=1+1, "x"', [point(1, 0.5)])], ['group', 'time']);
  expect(csv.split('\r\n')[1]).toMatch(/^"'=1\+1, ""x""",1,10,1,0.5,/);
});
