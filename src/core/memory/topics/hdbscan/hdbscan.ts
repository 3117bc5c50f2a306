import { type CondensedRow, condensedTree } from './condensedTree.ts';
import { groupsOf } from './groupsOf.ts';
import { noise } from './noise.ts';
import { coreDistances, type OnShare, type Points, spanningTree } from './spanningTree.ts';

export { noise };

export interface HdbscanOptions {
  /** Fewer points are no cluster. */
  minClusterSize: number;
  /** Neighbours that tell how dense it is around a point, itself counted; `minClusterSize`. */
  minSamples?: number;
  onShare?: OnShare;
}

export interface Hdbscan {
  /** Of each point: 0 and up in no particular order, or {@link noise}. */
  labels: Int32Array;
  /** Of each label: the group of clusters that it is in, or {@link noise}; see {@link groupsOf}. */
  groups: Int32Array;
}

/**
 * HDBSCAN with selection by excess of mass (R. Campello, D. Moulavi, J. Sander, 2013), as
 * scikit-learn's with its defaults: Euclidean, no single cluster of everything. Exact: no index, no
 * approximation; about count² · dimensions steps.
 */
export function hdbscan(points: Points, options: HdbscanOptions): Hdbscan {
  const { minClusterSize, minSamples = minClusterSize, onShare } = options;
  const labels = new Int32Array(points.count).fill(noise);
  if (points.count < Math.max(2, minClusterSize)) return { labels, groups: new Int32Array() };
  const cores = coreDistances(points, minSamples, (share) => onShare?.(share / 2));
  const tree = spanningTree(points, cores, (share) => onShare?.((1 + share) / 2));
  const rows = condensedTree(tree, points.count, minClusterSize);
  const chosen = chosenClusters(rows, points.count);
  const parents = new Map(rows.map(({ child, parent }) => [child, parent]));
  const numbers = new Map([...chosen].map((cluster, number) => [cluster, number]));
  for (let point = 0; point < points.count; point++) {
    let cluster = parents.get(point);
    while (cluster !== undefined && !numbers.has(cluster)) cluster = parents.get(cluster);
    labels[point] = cluster === undefined ? noise : (numbers.get(cluster) ?? noise);
  }
  return { labels, groups: groupsOf([...chosen], parents, points.count) };
}

/** The clusters with most excess of mass of which none is within another; never the root. */
function chosenClusters(rows: readonly CondensedRow[], root: number): Set<number> {
  const births = new Map([[root, 0]]);
  const children = new Map<number, number[]>();
  for (const { parent, child, lambda } of rows) {
    if (child < root) continue;
    births.set(child, lambda);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const masses = new Map<number, number>();
  for (const { parent, lambda, size } of rows) {
    const mass = (lambda - (births.get(parent) ?? 0)) * size;
    masses.set(parent, (masses.get(parent) ?? 0) + mass);
  }
  const chosen = new Set<number>();
  // A cluster has a higher number than what it comes from: the deepest first.
  for (const cluster of [...births.keys()].sort((a, b) => b - a)) {
    if (cluster === root) continue;
    const below = children.get(cluster) ?? [];
    const mass = below.reduce((sum, child) => sum + (masses.get(child) ?? 0), 0);
    if (mass > (masses.get(cluster) ?? 0)) masses.set(cluster, mass);
    else {
      for (const open = [...below]; ; ) {
        const next = open.pop();
        if (next === undefined) break;
        chosen.delete(next);
        open.push(...(children.get(next) ?? []));
      }
      chosen.add(cluster);
    }
  }
  return chosen;
}
