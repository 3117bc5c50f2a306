import type { Estimate } from '../../../../contract/index.ts';

/** Of the standard normal at 97.5 %. */
const z = 1.959_964;

/** A share of a whole with Wilson's 95 % interval (1927, JASA 22); 0 of nothing. */
export function wilson(part: number, whole: number): Estimate {
  if (whole === 0) return { value: 0, low: 0, high: 1 };
  const value = part / whole;
  const square = (z * z) / whole;
  const middle = (value + square / 2) / (1 + square);
  const reach =
    (z / (1 + square)) * Math.sqrt((value * (1 - value)) / whole + square / (4 * whole));
  // At 0 and 1 the interval ends there: rounding must not end it a hair beside.
  const [low, high] = [Math.min(value, middle - reach), Math.max(value, middle + reach)];
  return { value, low: Math.max(0, low), high: Math.min(1, high) };
}
