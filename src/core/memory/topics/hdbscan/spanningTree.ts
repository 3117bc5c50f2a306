/** Points as rows of one array. */
export interface Points {
  count: number;
  dimensions: number;
  /** `count` rows of `dimensions` numbers. */
  values: Float32Array;
}

/** The edges of a tree over all points: `from[e]`–`to[e]` at `distances[e]`, shortest first. */
export interface SpanningTree {
  from: Int32Array;
  to: Int32Array;
  distances: Float64Array;
}

/** Called between pieces of work with the share that is done; what it throws ends the work. */
export type OnShare = (share: number) => void;

/**
 * The Euclidean distance of each point to its `neighbours`-th nearest one, itself counted as the
 * first: how thin the cloud is around it.
 */
export function coreDistances(points: Points, neighbours: number, onShare?: OnShare): Float64Array {
  const { count } = points;
  const kept = Math.max(1, Math.min(neighbours, count));
  const nearest = Array.from({ length: count }, () =>
    new Float64Array(kept).fill(Number.POSITIVE_INFINITY),
  );
  for (let one = 0; one < count; one++) {
    if (one % 256 === 0) onShare?.(1 - (1 - one / count) ** 2);
    insert(nearest[one], 0);
    for (let other = one + 1; other < count; other++) {
      const distance = squaredDistance(points, one, other);
      insert(nearest[one], distance);
      insert(nearest[other], distance);
    }
  }
  return Float64Array.from(nearest, (own) => Math.sqrt(own[kept - 1] ?? 0));
}

/**
 * The minimum spanning tree of the complete graph of mutual reachability, by Prim's algorithm: the
 * distance of two points, or the larger of their core distances where that is more. Distances are
 * computed as they are needed: time is count² · dimensions, memory count.
 */
export function spanningTree(points: Points, cores: Float64Array, onShare?: OnShare): SpanningTree {
  const { count } = points;
  const edges = Math.max(0, count - 1);
  const tree = {
    from: new Int32Array(edges),
    to: new Int32Array(edges),
    distances: new Float64Array(edges),
  };
  // Points outside the tree are kept together at the front, so that each round looks at fewer.
  const outside = Int32Array.from({ length: edges }, (_, at) => at + 1);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const nearestInside = new Int32Array(count);
  let added = 0;
  for (let edge = 0; edge < edges; edge++) {
    if (edge % 256 === 0) onShare?.(1 - (1 - edge / edges) ** 2);
    const coreOfAdded = cores[added] ?? 0;
    const left = edges - edge;
    let best = Number.POSITIVE_INFINITY;
    let bestAt = 0;
    for (let at = 0; at < left; at++) {
      const point = outside[at] ?? 0;
      const distance = Math.sqrt(squaredDistance(points, added, point));
      const reach = Math.max(distance, coreOfAdded, cores[point] ?? 0);
      if (reach < (nearest[point] ?? 0)) {
        nearest[point] = reach;
        nearestInside[point] = added;
      }
      const own = nearest[point] ?? 0;
      if (own < best) {
        best = own;
        bestAt = at;
      }
    }
    added = outside[bestAt] ?? 0;
    outside[bestAt] = outside[left - 1] ?? 0;
    tree.from[edge] = nearestInside[added] ?? 0;
    tree.to[edge] = added;
    tree.distances[edge] = best;
  }
  return sorted(tree);
}

function squaredDistance({ values, dimensions }: Points, one: number, other: number): number {
  let from = one * dimensions;
  let to = other * dimensions;
  let sum = 0;
  let second = 0;
  // Two sums that do not wait for one another.
  for (const end = from + (dimensions & ~1); from < end; from += 2, to += 2) {
    const first = (values[from] ?? 0) - (values[to] ?? 0);
    const next = (values[from + 1] ?? 0) - (values[to + 1] ?? 0);
    sum += first * first;
    second += next * next;
  }
  if ((dimensions & 1) === 1) sum += ((values[from] ?? 0) - (values[to] ?? 0)) ** 2;
  return sum + second;
}

/** Keeps the smallest values in ascending order. */
function insert(kept: Float64Array | undefined, value: number): void {
  if (kept === undefined) return;
  let at = kept.length - 1;
  if (value >= (kept[at] ?? 0)) return;
  for (; at > 0 && (kept[at - 1] ?? 0) > value; at--) kept[at] = kept[at - 1] ?? 0;
  kept[at] = value;
}

function sorted({ from, to, distances }: SpanningTree): SpanningTree {
  const order = Int32Array.from(distances.keys()).sort(
    (a, b) => (distances[a] ?? 0) - (distances[b] ?? 0),
  );
  return {
    from: order.map((at) => from[at] ?? 0),
    to: order.map((at) => to[at] ?? 0),
    distances: Float64Array.from(order, (at) => distances[at] ?? 0),
  };
}
