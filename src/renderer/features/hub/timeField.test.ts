import { expect, test } from 'vitest';
import { fieldTime, nextHour, timeOfField } from './timeField.ts';

test('a time of the field is the one that was put into it, to the minute', () => {
  const atMs = new Date(2026, 10, 30, 14, 5).getTime();
  expect(fieldTime(atMs)).toBe('2026-11-30T14:05');
  expect(timeOfField(fieldTime(atMs))).toBe(atMs);
  expect([timeOfField(''), timeOfField('soon')]).toEqual([undefined, undefined]);
});

test('the usual time is a full hour to come', () => {
  const nowMs = new Date(2026, 10, 30, 14, 40).getTime();
  expect(fieldTime(nextHour(nowMs))).toBe('2026-11-30T16:00');
});
