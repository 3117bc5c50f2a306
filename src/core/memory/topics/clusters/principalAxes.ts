import type { Points } from '../hdbscan/spanningTree.ts';

/** Enough for the leading axes of text embeddings; more change no cluster. */
const iterations = 12;
const minSpread = 1e-9;

/**
 * Points in fewer dimensions, where density can be told: distances in hundreds of dimensions are
 * all alike. The mean is taken away, the leading principal axes are found by orthogonal iteration
 * on the covariance, each axis is divided by the root of its standard deviation (half whitening, so
 * that what all videos share does not drown the rest), and rows get unit length. Points that have
 * no more dimensions than asked for stay as they are.
 */
export function onPrincipalAxes(points: Points, dimensions: number): Points {
  if (points.dimensions <= dimensions || points.count < 2) return points;
  const centered = withoutMean(points);
  const axes = leadingAxes(covarianceOf(centered), points.dimensions, dimensions);
  const values = projected(centered, axes, dimensions);
  const spreads = Array.from({ length: dimensions }, (_, axis) => {
    let sum = 0;
    for (let row = 0; row < points.count; row++) sum += (values[row * dimensions + axis] ?? 0) ** 2;
    return Math.sqrt(Math.sqrt(sum / points.count)) || 1;
  });
  for (let row = 0; row < points.count; row++) {
    let length = 0;
    for (let axis = 0; axis < dimensions; axis++) {
      const at = row * dimensions + axis;
      const value = (values[at] ?? 0) / Math.max(minSpread, spreads[axis] ?? 1);
      values[at] = value;
      length += value * value;
    }
    const scale = length === 0 ? 0 : 1 / Math.sqrt(length);
    for (let axis = 0; axis < dimensions; axis++) {
      const at = row * dimensions + axis;
      values[at] = (values[at] ?? 0) * scale;
    }
  }
  return { count: points.count, dimensions, values };
}

function withoutMean({ count, dimensions, values }: Points): Points {
  const mean = new Float64Array(dimensions);
  for (let at = 0; at < count * dimensions; at++) {
    const column = at % dimensions;
    mean[column] = (mean[column] ?? 0) + (values[at] ?? 0) / count;
  }
  return {
    count,
    dimensions,
    values: values.map((value, at) => value - (mean[at % dimensions] ?? 0)),
  };
}

/** Symmetric, row by row, not divided by the count: only directions matter. */
function covarianceOf({ count, dimensions, values }: Points): Float64Array {
  const sums = new Float64Array(dimensions * dimensions);
  for (let row = 0; row < count; row++) {
    const start = row * dimensions;
    for (let one = 0; one < dimensions; one++) {
      const value = values[start + one] ?? 0;
      const line = one * dimensions;
      for (let other = one; other < dimensions; other++) {
        sums[line + other] = (sums[line + other] ?? 0) + value * (values[start + other] ?? 0);
      }
    }
  }
  for (let one = 0; one < dimensions; one++) {
    for (let other = 0; other < one; other++) {
      sums[one * dimensions + other] = sums[other * dimensions + one] ?? 0;
    }
  }
  return sums;
}

/** Rows are axes. Deterministic: it begins with numbers of a fixed sequence. */
function leadingAxes(matrix: Float64Array, size: number, count: number): Float64Array[] {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff - 0.5;
  };
  let axes: Float64Array[] = Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, next),
  );
  orthonormalize(axes);
  for (let round = 0; round < iterations; round++) {
    axes = axes.map((axis) => times(matrix, axis));
    orthonormalize(axes);
  }
  return axes;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector));
}

/** In place, by Gram and Schmidt, modified. An axis without a direction of its own becomes zero. */
function orthonormalize(axes: readonly Float64Array[]): void {
  for (const [at, axis] of axes.entries()) {
    for (const earlier of axes.slice(0, at)) {
      const share = dot(axis, earlier);
      for (let i = 0; i < axis.length; i++) axis[i] = (axis[i] ?? 0) - share * (earlier[i] ?? 0);
    }
    const length = Math.sqrt(dot(axis, axis));
    const scale = length < minSpread ? 0 : 1 / length;
    for (let i = 0; i < axis.length; i++) axis[i] = (axis[i] ?? 0) * scale;
  }
}

function projected(
  { count, dimensions, values }: Points,
  axes: readonly Float64Array[],
  axisCount: number,
): Float32Array {
  const result = new Float32Array(count * axisCount);
  for (let row = 0; row < count; row++) {
    const own = values.subarray(row * dimensions, (row + 1) * dimensions);
    for (const [axis, direction] of axes.entries()) {
      result[row * axisCount + axis] = dot(own, direction);
    }
  }
  return result;
}

function dot(one: Float32Array | Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
