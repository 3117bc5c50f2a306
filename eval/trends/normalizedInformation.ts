/**
 * Normalized mutual information of two groupings of the same things, 0 to 1: mutual information
 * over the mean of the entropies, as scikit-learn's `normalized_mutual_info_score`.
 */
export function normalizedInformation(one: readonly number[], other: readonly number[]): number {
  const total = one.length;
  const [ones, others, both] = [counts(one), counts(other), new Map<string, number>()];
  for (const [at, label] of one.entries()) {
    const key = `${label} ${other[at]}`;
    both.set(key, (both.get(key) ?? 0) + 1);
  }
  let information = 0;
  for (const [key, count] of both) {
    const [first = '', second = ''] = key.split(' ');
    const expected = (ones.get(Number(first)) ?? 0) * (others.get(Number(second)) ?? 0);
    information += (count / total) * Math.log((count * total) / expected);
  }
  const mean = (entropy(ones, total) + entropy(others, total)) / 2;
  return mean === 0 ? 1 : information / mean;
}

function counts(labels: readonly number[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const label of labels) found.set(label, (found.get(label) ?? 0) + 1);
  return found;
}

function entropy(groups: ReadonlyMap<number, number>, total: number): number {
  return [...groups.values()].reduce(
    (sum, count) => sum - (count / total) * Math.log(count / total),
    0,
  );
}
