import type { EvaluatedVariant, ExperimentPoint, Measure } from '../../../../../contract/index.ts';

/** From the smallest to the largest lift that is drawn. */
export interface Range {
  low: number;
  high: number;
}

/** So much of the widest interval for one look is drawn of an always-valid one. */
const mostReach = 2.5;
const padding = 0.06;

/** The lift that is worth acting on, in the direction that is better. */
export function minimumLift(
  { higherIsBetter }: Pick<Measure, 'higherIsBetter'>,
  minimumEffect: number,
): number {
  return higherIsBetter ? minimumEffect : -minimumEffect;
}

/**
 * One axis for all variants: zero, the minimum effect and every interval are on it. Always-valid
 * intervals of a young experiment are so wide that nothing else could be told apart; they are cut.
 */
export function liftRange(
  variants: readonly Pick<EvaluatedVariant, 'lift' | 'interval' | 'sequentialInterval'>[],
  minimum: number,
): Range {
  const near = [
    0,
    minimum,
    ...variants.flatMap(({ lift, interval }) => [...(interval ?? []), lift ?? 0]),
  ];
  const far = variants.flatMap(({ sequentialInterval }) => sequentialInterval ?? []);
  return padded(near, far);
}

/** The same for estimates over time: what came first is the widest, and is cut. */
export function timelineRange(
  points: readonly ExperimentPoint[],
  variantId: string,
  minimum: number,
): Range {
  const own = points.flatMap(({ estimates }) => estimates.filter(({ id }) => id === variantId));
  const late = own.slice(Math.floor(own.length / 3));
  const near = [0, minimum, ...late.flatMap(({ interval }) => interval)];
  const far = late.flatMap(({ sequentialInterval }) => sequentialInterval ?? []);
  return padded(near, far);
}

function padded(near: readonly number[], far: readonly number[]): Range {
  const [low, high] = [Math.min(...near), Math.max(...near)];
  const reach = Math.max(high - low, 1e-6) * mostReach;
  const least = Math.max(Math.min(low, ...far), (low + high - reach) / 2);
  const most = Math.min(Math.max(high, ...far), (low + high + reach) / 2);
  const space = (most - least) * padding;
  return { low: least - space, high: most + space };
}

/** Where a lift is between the ends of the axis, in per cent of its width; never beyond them. */
export function placeOf(lift: number, { low, high }: Range): number {
  return Math.max(0, Math.min(100, ((lift - low) / (high - low)) * 100));
}

const steps = [1, 2, 2.5, 5, 10];

/** Round lifts along the axis, at most `most` of them; zero is one where it is on the axis. */
export function ticksOf({ low, high }: Range, most = 6): number[] {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (steps.find((one) => one * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
}
