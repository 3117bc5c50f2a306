/**
 * The adjusted p-values of Benjamini and Hochberg (1995): of those at or below a level, no more than
 * that share are expected to be false.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((_, at) => at).sort((a, b) => (pValues[b] ?? 1) - (pValues[a] ?? 1));
  const adjusted = [...pValues];
  let least = 1;
  for (const [fromLargest, at] of order.entries()) {
    const rank = pValues.length - fromLargest;
    least = Math.min(least, ((pValues[at] ?? 1) * pValues.length) / rank);
    adjusted[at] = least;
  }
  return adjusted;
}
