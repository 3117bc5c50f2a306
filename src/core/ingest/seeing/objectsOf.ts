import { AppError } from '../../base/index.ts';
import type { SeenObject } from '../screen/visionCalls.ts';
import { objectKinds } from './objectKinds.ts';
import { inputSide, type SquarePlace } from './squareOf.ts';

/** Less sure than this is noise, also beside a frame on which it is sure. */
export const goesOnFrom = 0.4;

/** One of the model's outputs: `[1, cells, values]`. */
export interface DetectorOutput {
  data: Float32Array;
  dims: readonly number[];
}

/**
 * NanoDet's answer as objects, the surest of each kind: for each cell of three grids the scores of
 * the kinds, and for each side of the box how likely it is 0, 1, … cells away (GFL: Li et al. 2020,
 * "Generalized Focal Loss", whose expectation is the distance). Errors: `worker.failed`.
 */
export function objectsOf(outputs: readonly DetectorOutput[], place: SquarePlace): SeenObject[] {
  const best = new Map<number, { score: number; scores: DetectorOutput; cell: number }>();
  const grids = outputs.filter(({ dims }) => dims[2] === objectKinds.length);
  if (grids.length === 0) throw new AppError('worker.failed', 'The model names other kinds.');
  for (const scores of grids) {
    for (const [at, score] of scores.data.entries()) {
      if (score < goesOnFrom) continue;
      const kind = at % objectKinds.length;
      if (score <= (best.get(kind)?.score ?? 0)) continue;
      best.set(kind, { score, scores, cell: Math.floor(at / objectKinds.length) });
    }
  }
  return [...best].map(([kind, { score, scores, cell }]) => ({
    kind: objectKinds[kind] ?? '',
    confidence: Math.min(1, score),
    box: boxOf(sidesOf(outputs, scores), cell, place),
  }));
}

/** The output with the sides of the boxes of the same grid. */
function sidesOf(outputs: readonly DetectorOutput[], scores: DetectorOutput): DetectorOutput {
  const sides = outputs.find(
    (other) =>
      other !== scores && other.dims[1] === scores.dims[1] && (other.dims[2] ?? 1) % 4 === 0,
  );
  if (sides !== undefined) return sides;
  throw new AppError('worker.failed', 'The model says of no object where it is.');
}

function boxOf(
  { data, dims }: DetectorOutput,
  cell: number,
  place: SquarePlace,
): SeenObject['box'] {
  const [, cells = 1, values = 4] = dims;
  const across = Math.round(Math.sqrt(cells));
  const stride = inputSide / across;
  const [left = 0, top = 0, right = 0, bottom = 0] = [0, 1, 2, 3].map(
    (side) => stride * expectation(data, cell * values + (side * values) / 4, values / 4),
  );
  const x = ((cell % across) + 0.5) * stride;
  const y = (Math.floor(cell / across) + 0.5) * stride;
  return [
    share(x - left - place.left, place.width),
    share(y - top - place.top, place.height),
    share(x + right - place.left, place.width),
    share(y + bottom - place.top, place.height),
  ];
}

/** The mean of 0, 1, … weighted by the softmax of these numbers. */
function expectation(data: Float32Array, from: number, count: number): number {
  const values = data.subarray(from, from + count);
  const largest = Math.max(...values);
  let sum = 0;
  let weights = 0;
  for (const [distance, value] of values.entries()) {
    const weight = Math.exp(value - largest);
    sum += weight * distance;
    weights += weight;
  }
  return sum / weights;
}

function share(pixels: number, of: number): number {
  return Math.min(1, Math.max(0, pixels / of));
}
