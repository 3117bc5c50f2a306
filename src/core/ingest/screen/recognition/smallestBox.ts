import type { TurnedBox } from './picture.ts';

type Point = readonly [x: number, y: number];

/**
 * The smallest rectangle around points, one side of which lies on the hull (Freeman, Shapira, 1975).
 * Its width runs in the direction nearest to level: it is turned by 45 degrees at most.
 */
export function smallestBox(points: readonly Point[]): TurnedBox {
  const hull = hullOf(points);
  let best: TurnedBox | undefined;
  for (const [i, [x, y]] of hull.entries()) {
    const [nextX, nextY] = hull[(i + 1) % hull.length] ?? [x, y];
    const box = boxAt(hull, Math.atan2(nextY - y, nextX - x));
    if (best === undefined || box.width * box.height < best.width * best.height) best = box;
  }
  return best ?? { x: 0, y: 0, width: 0, height: 0, angle: 0 };
}

function boxAt(hull: readonly Point[], direction: number): TurnedBox {
  const quarter = Math.PI / 2;
  const angle = direction - quarter * Math.round(direction / quarter);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = hull.map(([x, y]) => x * cos + y * sin);
  const across = hull.map(([x, y]) => y * cos - x * sin);
  const [left, right] = [Math.min(...along), Math.max(...along)];
  const [top, bottom] = [Math.min(...across), Math.max(...across)];
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  return {
    ...{ x: u * cos - v * sin, y: u * sin + v * cos, angle },
    ...{ width: right - left, height: bottom - top },
  };
}

/** The convex hull (Andrew's monotone chain). */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = points.toSorted(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length >= 2 && turns(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(sorted), ...half(sorted.toReversed())];
  return hull.length > 0 ? hull : sorted.slice(0, 1);
}

function turns(a: Point = [0, 0], b: Point = [0, 0], c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
