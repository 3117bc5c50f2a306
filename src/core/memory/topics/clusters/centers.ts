import { noise } from '../hdbscan/hdbscan.ts';
import { toUnitLength, type VideoVectors } from './videoVectors.ts';

/** Where a topic is in the embedding space, and how near a video must be. */
export interface Center {
  /** Of unit length. */
  direction: Float32Array;
  /** The smallest cosine with which a video is of the topic. */
  minLikeness: number;
}

/** One member in ten lies at its topic's edge: videos as far out as those are not taken in. */
const edgeShare = 0.1;

/** The center of each cluster: the mean of its videos, with the radius that holds nine in ten. */
export function centersOf(vectors: VideoVectors, labels: Int32Array): Center[] {
  const { dimensions } = vectors;
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const members = Array.from({ length: count }, (): number[] => []);
  for (const [row, label] of labels.entries()) if (label !== noise) members[label]?.push(row);
  return members.map((rows) => {
    const direction = new Float32Array(dimensions);
    for (const row of rows) {
      const vector = rowOf(vectors, row);
      for (let at = 0; at < dimensions; at++) {
        direction[at] = (direction[at] ?? 0) + (vector[at] ?? 0);
      }
    }
    toUnitLength(direction);
    const likenesses = rows
      .map((row) => cosine(rowOf(vectors, row), direction))
      .sort((a, b) => a - b);
    return { direction, minLikeness: likenesses[Math.floor(rows.length * edgeShare)] ?? 1 };
  });
}

export interface Nearest {
  /** Index of the center, or `noise`. */
  center: number;
  likeness: number;
}

/** The nearest center within its radius, of unit vectors. */
export function nearestCenter(vector: Float32Array, centers: readonly Center[]): Nearest {
  let nearest: Nearest = { center: noise, likeness: 0 };
  for (const [center, { direction, minLikeness }] of centers.entries()) {
    const likeness = cosine(vector, direction);
    const isNearer = nearest.center === noise || likeness > nearest.likeness;
    if (likeness >= minLikeness && isNearer) nearest = { center, likeness };
  }
  return nearest;
}

export function rowOf({ values, dimensions }: VideoVectors, row: number): Float32Array {
  return values.subarray(row * dimensions, (row + 1) * dimensions);
}

/** Of unit vectors. */
export function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
