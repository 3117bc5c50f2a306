import { availableParallelism, totalmem } from 'node:os';
import type { ModelSummary } from '../../../contract/index.ts';

export interface Machine {
  memoryBytes: number;
  cores: number;
}

export interface ModelNeeds {
  sizeBytes: number;
  /** Memory of the GPU that the model is meant for; 0 runs well on a CPU. */
  gpuMemoryGib: number;
  /** What it takes when it runs; left out, a share above its size. */
  memoryBytes?: number | undefined;
}

/** This machine. GPUs are not looked for yet: a model meant for one is called slow. */
export function thisMachine(): Machine {
  return { memoryBytes: totalmem(), cores: availableParallelism() };
}

/** Beside the weights: the context's cache and the work buffers. A rough share, seen on starters. */
const overhead = 1.25;

/** How a model would run on a machine, with the reason in words. */
export function modelFit(
  { sizeBytes, gpuMemoryGib, memoryBytes: estimate }: ModelNeeds,
  { memoryBytes, cores }: Machine,
): ModelSummary['fit'] {
  const neededBytes = estimate ?? sizeBytes * overhead;
  const needs = `Needs about ${inWords(neededBytes)} of memory`;
  const has = `this computer has ${inWords(memoryBytes)}`;
  // The system and the other models want their part as well.
  if (neededBytes > memoryBytes * 0.8) return { state: 'no', reason: `${needs}; ${has}.` };
  if (gpuMemoryGib > 0) {
    return {
      state: 'slow',
      reason: `${needs}; ${has}. Designed for a GPU with ${gpuMemoryGib} GiB; slow without one on ${cores} CPU ${cores === 1 ? 'core' : 'cores'}.`,
    };
  }
  return { state: 'good', reason: `${needs}; ${has}.` };
}

function inWords(bytes: number): string {
  if (bytes < 1e9) return `${Math.ceil(bytes / 1e6)} MB`;
  return `${(bytes / 1e9).toFixed(bytes < 9.95e9 ? 1 : 0)} GB`;
}
