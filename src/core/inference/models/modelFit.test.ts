import { expect, test } from 'vitest';
import { modelFit } from './modelFit.ts';

const laptop = { memoryBytes: 16e9, cores: 8 };

test('a small model for CPUs fits', () => {
  expect(modelFit({ sizeBytes: 253e6, gpuMemoryGib: 0 }, laptop)).toEqual({
    state: 'good',
    reason: 'Needs about 317 MB of memory; this computer has 16 GB.',
  });
});

test('a model made for a GPU is slow without one', () => {
  expect(modelFit({ sizeBytes: 5e9, gpuMemoryGib: 8 }, laptop)).toEqual({
    state: 'slow',
    reason:
      'Needs about 6.3 GB of memory; this computer has 16 GB. ' +
      'Designed for a GPU with 8 GiB; slow without one on 8 CPU cores.',
  });
});

test('a model larger than the memory does not run', () => {
  expect(modelFit({ sizeBytes: 20e9, gpuMemoryGib: 24 }, laptop)).toEqual({
    state: 'no',
    reason: 'Needs about 25 GB of memory; this computer has 16 GB.',
  });
});
