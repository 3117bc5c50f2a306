/** How often two coders used a code, by units that both looked at. */
export interface UnitCounts {
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
}

/**
 * Cohen's kappa (Cohen 1960) of a code that is there or not: (observed - expected) / (1 - expected),
 * expected from how often each of the two uses it. Undefined where both always or never use it: then
 * nothing can be told from chance.
 */
export function cohensKappa(counts: UnitCounts): number | undefined {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const n = both + onlyFirst + onlySecond + neither;
  const first = both + onlyFirst;
  const second = both + onlySecond;
  // Times n squared, so that whole numbers stay whole.
  const expected = first * second + (n - first) * (n - second);
  const range = n * n - expected;
  return range === 0 ? undefined : (n * (both + neither) - expected) / range;
}

/**
 * Krippendorff's alpha (Krippendorff 2011, nominal data, two coders, nothing missing): 1 - observed /
 * expected disagreement, expected from how often the two together use the code, of 2n values without
 * one drawn twice. Undefined where neither or always both use it.
 */
export function krippendorffsAlpha(counts: UnitCounts): number | undefined {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const differing = onlyFirst + onlySecond;
  const used = 2 * both + differing;
  const unused = 2 * neither + differing;
  if (used === 0 || unused === 0) return undefined;
  return 1 - ((used + unused - 1) * differing) / (used * unused);
}
