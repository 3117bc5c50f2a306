import { expect, test } from 'vitest';
import { loopTarget, markedSpan, withMark } from './marks.ts';
import { nextSpeed, reversedMs } from './shuttle.ts';

const pressed = (keys: string, from = 0): number =>
  [...keys].reduce((speed, key) => nextSpeed(speed, key === 'L' ? 1 : -1), from);

test('L and J are faster press by press, up to four times, and turn round at once', () => {
  expect(['L', 'LL', 'LLL', 'LLLL'].map((keys) => pressed(keys))).toEqual([1, 2, 4, 4]);
  expect(['J', 'JJ', 'JJJ', 'JJJJ'].map((keys) => pressed(keys))).toEqual([-1, -2, -4, -4]);
  expect(pressed('LLJ')).toBe(-1);
  expect(pressed('JJL')).toBe(1);
});

test('L while it plays at a chosen speed goes on to the next faster one', () => {
  expect([0.5, 1, 1.5, 2].map((rate) => nextSpeed(rate, 1))).toEqual([1, 2, 2, 4]);
});

test('backwards goes by the time that has passed, and ends at the beginning', () => {
  const reverse = { fromMs: 1_000, sinceMs: 50, speed: 2 };
  expect([50, 150, 550, 9_000].map((nowMs) => reversedMs(reverse, nowMs))).toEqual([
    1_000, 800, 0, 0,
  ]);
});

test('a mark drops the other one when that would be on its wrong side', () => {
  expect(withMark({ outMs: 900 }, 'in', 300)).toEqual({ inMs: 300, outMs: 900 });
  expect(withMark({ inMs: 300, outMs: 900 }, 'in', 950)).toEqual({ inMs: 950 });
  expect(withMark({ inMs: 300, outMs: 900 }, 'out', 300)).toEqual({ outMs: 300 });
  expect(markedSpan({}, 5_000)).toBeUndefined();
  expect(markedSpan({ inMs: 300 }, 5_000)).toEqual({ startMs: 300, endMs: 5_000 });
  expect(markedSpan({ outMs: 900 }, 5_000)).toEqual({ startMs: 0, endMs: 900 });
});

test('a loop turns where an end is passed, and leaves those alone who went past by hand', () => {
  const span = { startMs: 300, endMs: 900 };
  expect(loopTarget(span, { fromMs: 890, toMs: 905 })).toBe(300);
  expect(loopTarget(span, { fromMs: 310, toMs: 290 })).toBe(900);
  expect(loopTarget(span, { fromMs: 500, toMs: 520 })).toBeUndefined();
  expect(loopTarget(span, { fromMs: 1_500, toMs: 1_520 })).toBeUndefined();
  expect(loopTarget(span, { fromMs: 100, toMs: 120 })).toBeUndefined();
  expect(loopTarget({ startMs: 5, endMs: 5 }, { fromMs: 4, toMs: 6 })).toBeUndefined();
});
