/**
 * The adjusted p values of Holm (1979): of those at or below a level, the chance that any is false is
 * no more than the level. For the few comparisons that a verdict rests on.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, at) => at).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const adjusted = [...pValues];
  let largest = 0;
  for (const [rank, at] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues[at] ?? 1) * (pValues.length - rank)));
    adjusted[at] = largest;
  }
  return adjusted;
}
