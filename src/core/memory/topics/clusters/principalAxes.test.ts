import { expect, test } from 'vitest';
import { onPrincipalAxes } from './principalAxes.ts';

/** Rows near one of three directions of many dimensions. */
function cloud(count: number, dimensions: number): Float32Array {
  let state = 7;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff - 0.5;
  };
  const values = new Float32Array(count * dimensions);
  for (let at = 0; at < values.length; at++) values[at] = 0.2 * next();
  for (let row = 0; row < count; row++) values[row * dimensions + (row % 3)] = 1;
  return values;
}

test('what is alike stays alike in fewer dimensions, and rows have unit length', () => {
  const [count, dimensions] = [90, 40];
  const points = { count, dimensions, values: cloud(count, dimensions) };
  const { values } = onPrincipalAxes(points, 4);
  const row = (at: number): Float32Array => values.subarray(at * 4, at * 4 + 4);
  const cosine = (a: number, b: number): number =>
    row(a).reduce((sum, value, at) => sum + value * (row(b)[at] ?? 0), 0);
  expect(cosine(5, 5)).toBeCloseTo(1, 5);
  expect(cosine(0, 3)).toBeGreaterThan(0.5);
  expect(cosine(0, 1)).toBeLessThan(0);
  expect(onPrincipalAxes(points, 4).values).toEqual(values);
});

test('points of few dimensions, equal points and a single one stay as they are', () => {
  const flat = { count: 2, dimensions: 2, values: Float32Array.from([1, 0, 0, 1]) };
  expect(onPrincipalAxes(flat, 4)).toBe(flat);
  const same = { count: 3, dimensions: 5, values: new Float32Array(15).fill(1) };
  expect([...onPrincipalAxes(same, 2).values]).toEqual([0, 0, 0, 0, 0, 0]);
});
