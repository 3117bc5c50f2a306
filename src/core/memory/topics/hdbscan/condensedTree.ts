import type { SpanningTree } from './spanningTree.ts';

/** A node that falls out of a cluster, or a cluster that a larger one splits into. */
export interface CondensedRow {
  /** A cluster; the root is `points`. */
  parent: number;
  /** A point below `points`, else a cluster. */
  child: number;
  /** One over the distance at which it leaves its parent. */
  lambda: number;
  /** How many points it has. */
  size: number;
}

/** Points at distance 0 would leave at infinity, which no sum survives. */
const maxLambda = 1e12;

/**
 * The tree of clusters by falling distance in which a split counts only when both sides have
 * `minSize` points; smaller parts fall out of their cluster point by point (R. Campello, D.
 * Moulavi, J. Sander: Density-Based Clustering Based on Hierarchical Density Estimates, 2013).
 */
export function condensedTree(tree: SpanningTree, points: number, minSize: number): CondensedRow[] {
  const merges = mergesOf(tree, points);
  const root = 2 * points - 2;
  const clusterOf = new Map([[root, points]]);
  const rows: CondensedRow[] = [];
  let lastCluster = points;
  const queue = [root];
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] ?? 0;
    const merge = merges[node - points];
    const parent = clusterOf.get(node);
    if (merge === undefined || parent === undefined) continue;
    const lambda = Math.min(maxLambda, 1 / merge.distance);
    const sides = [merge.left, merge.right].map((side) => ({ side, size: sizeOf(side) }));
    const isSplit = sides.every(({ size }) => size >= minSize);
    for (const { side, size } of sides) {
      if (isSplit) {
        clusterOf.set(side, ++lastCluster);
        rows.push({ parent, child: lastCluster, lambda, size });
        queue.push(side);
      } else if (size >= minSize) {
        clusterOf.set(side, parent);
        queue.push(side);
      } else {
        for (const child of pointsBelow(side)) rows.push({ parent, child, lambda, size: 1 });
      }
    }
  }
  return rows;

  function sizeOf(node: number): number {
    return node < points ? 1 : (merges[node - points]?.size ?? 0);
  }

  function pointsBelow(node: number): number[] {
    const found: number[] = [];
    const open = [node];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const merge = merges[next - points];
      if (merge === undefined) found.push(next);
      else open.push(merge.left, merge.right);
    }
    return found;
  }
}

interface Merge {
  left: number;
  right: number;
  distance: number;
  size: number;
}

/** Single linkage: the merge at index m makes node `points + m`. */
function mergesOf({ from, to, distances }: SpanningTree, points: number): Merge[] {
  const parents = Int32Array.from({ length: 2 * points }, (_, node) => node);
  const sizes = new Int32Array(2 * points).fill(1, 0, points);
  const rootOf = (node: number): number => {
    let root = node;
    while (parents[root] !== root) root = parents[root] ?? root;
    for (let at = node; at !== root; ) {
      const next = parents[at] ?? root;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const merges: Merge[] = [];
  for (const [edge, distance] of distances.entries()) {
    const left = rootOf(from[edge] ?? 0);
    const right = rootOf(to[edge] ?? 0);
    const size = (sizes[left] ?? 0) + (sizes[right] ?? 0);
    const node = points + edge;
    parents[left] = node;
    parents[right] = node;
    sizes[node] = size;
    merges.push({ left, right, distance, size });
  }
  return merges;
}
