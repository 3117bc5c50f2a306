import { z } from 'zod';
import { AppError } from '../../../base/index.ts';
import { vectorLength } from '../../vectorLength.ts';

const answerSchema = z.object({
  data: z
    .array(z.object({ embedding: z.array(z.number()).min(1), index: z.number().int().optional() }))
    .min(1),
});

/**
 * The vectors of an answer in the order of its texts, each made to unit length: not every server
 * does. Errors: `endpoint.invalidAnswer`, also for a vector without a direction.
 */
export function vectorsOf(answer: unknown): Float32Array[] {
  const read = answerSchema.safeParse(answer);
  if (!read.success) throw new AppError('endpoint.invalidAnswer', 'The response has no vectors.');
  const { data } = read.data;
  return data
    .map(({ embedding, index }, at) => ({ vector: unit(embedding), at: index ?? at }))
    .sort((a, b) => a.at - b.at)
    .map(({ vector }) => vector);
}

function unit(numbers: readonly number[]): Float32Array {
  const length = vectorLength(numbers);
  if (!Number.isFinite(length) || length === 0) {
    throw new AppError('endpoint.invalidAnswer', 'A vector of the response is zero.');
  }
  return Float32Array.from(numbers, (number) => number / length);
}
