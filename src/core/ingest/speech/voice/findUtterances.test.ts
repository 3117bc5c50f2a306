import { expect, it } from 'vitest';
import { findUtterances } from './findUtterances.ts';
import { frameMs } from './heardVoices.ts';

/** Runs of equal probability: [frames, probability]. */
const frames = (...runs: [number, number][]): Float32Array =>
  Float32Array.from(runs.flatMap(([count, value]) => Array<number>(count).fill(value)));
const found = (probabilities: Float32Array) =>
  findUtterances(probabilities, probabilities.length * frameMs).map(({ startMs, endMs }) => [
    startMs,
    endMs,
  ]);

it('finds speech with a little beside it', () => {
  expect(found(frames([100, 0], [50, 0.9], [100, 0]))).toEqual([[3_170, 4_830]]);
});

it('keeps a word that fades whole, and parts speech at a pause', () => {
  expect(found(frames([10, 0.9], [10, 0.4], [10, 0.9]))).toHaveLength(1);
  expect(found(frames([10, 0.9], [3, 0.1], [10, 0.9]))).toHaveLength(1);
  expect(found(frames([10, 0.9], [4, 0.1], [10, 0.9]))).toEqual([
    [0, 350],
    [418, 768],
  ]);
});

it('takes a click or a breath for no speech', () => {
  expect(found(frames([50, 0], [7, 1], [50, 0]))).toEqual([]);
});

it('tells how sure it is', () => {
  expect(findUtterances(frames([20, 0.6], [20, 0.8]), 1_280)[0]?.probability).toBeCloseTo(0.7);
});
