/** From 0 to 1 while `x` goes from 0 to 1: starts fast, ends soft. */
export function ease(x: number): number {
  const u = Math.min(1, Math.max(0, x));
  return 1 - (1 - u) ** 3;
}

/** Between -1 and 1, `speed` radians a second. */
export function sway(t: number, speed: number): number {
  return Math.sin(t * speed);
}

/** For marks on paper and dials, which are light whatever the palette. */
export const ink = '#2b2d42';
