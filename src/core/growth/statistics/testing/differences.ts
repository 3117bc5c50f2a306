/** Values below it are rounding of values of about 1, whichever program computes them. */
const smallestTold = 1e-300;

/**
 * The largest relative difference of two answers of the same shape, by the path of the value it is at.
 * What one has and the other lacks differs by Infinity.
 */
export function largestDifference(
  own: unknown,
  other: unknown,
  path = '',
): { at: string; difference: number } {
  if (typeof own === 'number' && typeof other === 'number') {
    const scale = Math.max(Math.abs(own), Math.abs(other), smallestTold);
    return { at: path, difference: own === other ? 0 : Math.abs(own - other) / scale };
  }
  if (isRecord(own) && isRecord(other)) {
    const keys = new Set([...Object.keys(own), ...Object.keys(other)]);
    return [...keys]
      .map((key) => largestDifference(own[key], other[key], `${path}/${key}`))
      .reduce((worst, one) => (one.difference > worst.difference ? one : worst), {
        at: path,
        difference: 0,
      });
  }
  return { at: path, difference: own === other ? 0 : Number.POSITIVE_INFINITY };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
