import { expect, test } from 'vitest';
import { keptWithin, shareOf, tileAt, timeAt } from './timelineShare.ts';

test('a time has its place in the line, and the place its time', () => {
  expect([-5, 0, 500, 1_000, 1_500].map((ms) => shareOf(ms, 1_000))).toEqual([0, 0, 0.5, 1, 1]);
  expect(shareOf(500, 0)).toBe(0);
  const line = { left: 100, width: 200 };
  expect([50, 100, 200, 300, 900].map((x) => timeAt(x, line, 8_000))).toEqual([
    0, 0, 4_000, 8_000, 8_000,
  ]);
  expect(timeAt(10, { left: 0, width: 0 }, 8_000)).toBe(0);
});

test('the preview stays within the line', () => {
  expect([0, 30, 100, 195].map((centre) => keptWithin(centre, 80, 200))).toEqual([0, 0, 60, 120]);
  expect(keptWithin(10, 300, 200)).toBe(0);
});

test('the picture of a time is found in the sheet', () => {
  const sprite = { intervalMs: 1_000, columns: 3, rows: 2, tileWidth: 90, tileHeight: 160 };
  expect([0, 999, 2_500, 3_000, 5_900, 60_000].map((ms) => tileAt(sprite, ms))).toEqual([
    { x: 0, y: 0 },
    { x: 0, y: 0 },
    { x: 180, y: 0 },
    { x: 0, y: 160 },
    { x: 180, y: 160 },
    { x: 180, y: 160 },
  ]);
});
