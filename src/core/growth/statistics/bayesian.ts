import { normalCdf, normalDensity, normalQuantile } from './distributions.ts';
import type { Effect } from './effect.ts';

/** What is believed of a lift before the data: normal. */
export interface Prior {
  mean: number;
  sd: number;
}

/** Of lifts of products: two of three lie within 30 %. */
export const defaultPrior: Prior = { mean: 0, sd: 0.3 };

/** A normal posterior and what follows from it, where more is better. */
export interface Posterior {
  mean: number;
  sd: number;
  interval: [low: number, high: number];
  /** P(lift > 0). */
  chanceToWin: number;
  /** P(lift < 0): 1 - the chance to win would lose the far tail. */
  chanceToLose: number;
  /** Expected loss in lift, of choosing the variant and of ignoring it. */
  risk: { choose: number; ignore: number };
}

/**
 * The posterior of a lift with a normal prior (none: flat), both precisions added. The expected
 * losses have a closed form: E max(x, 0) = mu Phi(mu / s) + s phi(mu / s).
 */
export function posteriorOf(effect: Effect, prior: Prior | undefined, alpha: number): Posterior {
  const own = 1 / effect.variance;
  const before = prior === undefined ? 0 : 1 / prior.sd ** 2;
  const mean = (effect.value * own + (prior?.mean ?? 0) * before) / (own + before);
  const sd = Math.sqrt(1 / (own + before));
  const reach = normalQuantile(1 - alpha / 2) * sd;
  return {
    mean,
    sd,
    interval: [mean - reach, mean + reach],
    chanceToWin: normalCdf(mean / sd),
    chanceToLose: normalCdf(-mean / sd),
    risk: { choose: expectedAbove(-mean, sd), ignore: expectedAbove(mean, sd) },
  };
}

/** Below so many standard deviations the two terms cancel; a series takes their place. */
const seriesBelow = -12;

/** E max(x, 0) of a normal x. */
function expectedAbove(mean: number, sd: number): number {
  const z = mean / sd;
  if (z > seriesBelow) return Math.max(0, mean * normalCdf(z) + sd * normalDensity(z));
  // Mills' ratio: phi(z) + z Phi(z) = phi(z) (1 / z^2 - 3 / z^4 + 15 / z^6 - 105 / z^8 + ...).
  const inverse = 1 / z ** 2;
  const series =
    inverse *
    (1 - inverse * (3 - inverse * (15 - inverse * (105 - inverse * (945 - inverse * 10_395)))));
  return sd * normalDensity(z) * series;
}
