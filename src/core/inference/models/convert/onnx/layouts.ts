/**
 * Which axis of a stored tensor each axis of a TensorFlow tensor is: `[0, 2, 3, 1]` is an NHWC
 * tensor that is stored as NCHW. Transposes between convolutions, which TensorFlow.js needs and
 * ONNX does not, then cost nothing: they only change this list.
 */
export type Layout = readonly number[];

export const channelsLast: Layout = [0, 2, 3, 1];

export function plainLayout(rank: number): Layout {
  return Array.from({ length: rank }, (_, axis) => axis);
}

/** The layout of a transposed tensor, whose stored form stays. */
export function transposed(layout: Layout, permutation: readonly number[]): Layout {
  return permutation.map((axis) => layout[axis] ?? 0);
}

/** The transpose that turns what is stored in one layout into what is stored in another. */
export function permutationBetween(from: Layout, to: Layout): number[] {
  const permutation: number[] = [];
  for (const [axis, stored] of to.entries()) permutation[stored] = from[axis] ?? 0;
  return permutation;
}

export function isSameLayout(one: Layout, other: Layout): boolean {
  return one.length === other.length && one.every((axis, at) => axis === other[at]);
}

/** A value for each axis of a tensor, in the order in which the axes are stored. */
export function inStoredOrder(values: readonly number[], layout: Layout): number[] {
  const stored: number[] = [];
  for (const [axis, at] of layout.entries()) stored[at] = values[axis] ?? 0;
  return stored;
}
