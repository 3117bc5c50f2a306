import { noise } from './noise.ts';

/**
 * A second level above chosen clusters. Each is in the largest cluster of the condensed tree above it that is not
 * the root and holds at most the square root of the number of chosen ones (two at least): further up it would be
 * everything. One that left the others before they parted from one another is in none, for nothing is nearer to
 * it than the rest. Two clusters with one such ancestor have the same one, since what is above either is a
 * chain. Gives a number for each of `chosen`, in their order, or {@link noise}.
 */
export function groupsOf(
  chosen: readonly number[],
  parents: ReadonlyMap<number, number>,
  root: number,
): Int32Array {
  const held = new Map<number, number>();
  const above = chosen.map((cluster) => {
    const chain: number[] = [];
    for (let up = parents.get(cluster); up !== undefined && up !== root; up = parents.get(up)) {
      chain.push(up);
      held.set(up, (held.get(up) ?? 0) + 1);
    }
    return chain;
  });
  const most = Math.max(2, Math.round(Math.sqrt(chosen.length)));
  const numbers = new Map<number, number>();
  return Int32Array.from(above, (chain) => {
    const group = chain.findLast((up) => {
      const count = held.get(up) ?? 0;
      return count >= 2 && count <= most;
    });
    if (group === undefined) return noise;
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    return number;
  });
}
