import { createRequire } from 'node:module';
import type Betainc from '@stdlib/math-base-special-betainc';
import type Gammainc from '@stdlib/math-base-special-gammainc';
import type NormalCdf from '@stdlib/stats-base-dists-normal-cdf';
import type NormalPdf from '@stdlib/stats-base-dists-normal-pdf';
import type NormalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type StudentQuantile from '@stdlib/stats-base-dists-t-quantile';

/** Not `require`: the bundle has one of its own. */
const requirePackage = createRequire(import.meta.url);

/** Hundreds of small modules, which take a tenth of a second: loaded when the first one is needed. */
function lazily<Value>(load: () => Value): () => Value {
  let loaded: { value: Value } | undefined;
  return () => {
    loaded ??= { value: load() };
    return loaded.value;
  };
}

const betainc = lazily((): typeof Betainc => requirePackage('@stdlib/math-base-special-betainc'));
const gammainc = lazily((): typeof Gammainc =>
  requirePackage('@stdlib/math-base-special-gammainc'),
);
const cdf = lazily((): typeof NormalCdf => requirePackage('@stdlib/stats-base-dists-normal-cdf'));
const pdf = lazily((): typeof NormalPdf => requirePackage('@stdlib/stats-base-dists-normal-pdf'));
const quantile = lazily((): typeof NormalQuantile =>
  requirePackage('@stdlib/stats-base-dists-normal-quantile'),
);
const studentQuantileOf = lazily((): typeof StudentQuantile =>
  requirePackage('@stdlib/stats-base-dists-t-quantile'),
);

/** Above so many degrees of freedom Student's t and the normal are the same double. */
const normalDegrees = 1e9;

/** P(Z <= z) of the standard normal; the far left tail keeps its digits. */
export function normalCdf(z: number): number {
  return cdf()(z, 0, 1);
}

/** The density of the standard normal at z. */
export function normalDensity(z: number): number {
  return pdf()(z, 0, 1);
}

/** The z below which the standard normal has `probability`; meant for 1e-9 to 1 - 1e-9. */
export function normalQuantile(probability: number): number {
  return quantile()(probability, 0, 1);
}

/** The t below which Student's t has `probability`. */
export function studentQuantile(probability: number, degrees: number): number {
  return degrees > normalDegrees
    ? normalQuantile(probability)
    : studentQuantileOf()(probability, degrees);
}

/**
 * P(|T| >= |t|) of Student's t, by the regularised incomplete beta function at v / (v + t^2):
 * 1 - cdf would lose what lies below 1e-16 (Abramowitz and Stegun 26.7.1).
 */
export function studentTwoSided(t: number, degrees: number): number {
  return degrees > normalDegrees
    ? 2 * normalCdf(-Math.abs(t))
    : betainc()(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** P(X >= x) of chi-square, by the upper incomplete gamma function (26.4.19). */
export function chiSquareTail(x: number, degrees: number): number {
  return gammainc()(x / 2, degrees / 2, true, true);
}
