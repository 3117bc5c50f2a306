import type { OracleArm, OracleCase } from '../../src/core/growth/statistics/testing/oracleCase.ts';
import { seededRandom } from '../../src/core/memory/measures/estimates/bootstrapMean.ts';

const kinds = ['proportion', 'mean', 'ratio', 'quantile', 'cuped', 'cupedProportion'] as const;

/** So many random cases, always the same for a seed: of ten, eight of arms, one split, one survival. */
export function makeCases(count: number, seed = 1): OracleCase[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => {
    if (at % 10 === 8) return ratioCase(random);
    if (at % 10 === 9) return survivalCase(random);
    return armsCase(random, kinds[at % kinds.length] ?? 'mean');
  });
}

type Random = () => number;

/** Between two limits, as often in each power of ten. */
const spread = (random: Random, low: number, high: number): number =>
  low * (high / low) ** random();

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function armsCase(random: Random, kind: (typeof kinds)[number]): OracleCase {
  const lift = normal(random) * spread(random, 0.01, 0.4);
  const n = Math.round(spread(random, 60, 200_000));
  const ns = [n, Math.max(60, Math.round(n * (0.5 + random())))];
  const metric = kind === 'cuped' ? 'mean' : kind === 'cupedProportion' ? 'proportion' : kind;
  const shape = { level: spread(random, 0.05, 500), noise: spread(random, 0.1, 3), random };
  const rate = spread(random, 0.01, 0.5);
  const armOf = (units: number, at: number): OracleArm => {
    const grown = at === 0 ? 1 : Math.max(0.05, 1 + lift);
    switch (kind) {
      case 'proportion':
      case 'cupedProportion': {
        const sum = Math.min(units - 12, Math.max(12, Math.round(units * rate * grown)));
        return {
          n: units,
          sum,
          ...(kind === 'cupedProportion' && { cuped: covariateOf(units, sum) }),
        };
      }
      case 'quantile': {
        const value = shape.level * grown;
        const reach = (value * shape.noise) / Math.sqrt(units);
        return { n: units, nStar: units, value, low: value - reach, high: value + reach };
      }
      case 'mean':
      case 'ratio':
      case 'cuped':
        return drawnArm(units, grown, kind, shape);
    }
  };
  const [control, variant] = ns.map(armOf);
  if (control === undefined || variant === undefined) throw new Error('A case has two arms.');
  return {
    ...{ kind: 'arms', metric, control, variant },
    alpha: [0.05, 0.01, 0.1][Math.floor(random() * 3)] ?? 0.05,
    nStar: Math.round(spread(random, 500, 50_000)),
    prior: { mean: 0, sd: spread(random, 0.05, 1) },
  };
}

/** A 0 or 1 of before, of which half as many had it and nine of ten of those have the metric. */
function covariateOf(n: number, sum: number): NonNullable<OracleArm['cuped']> {
  const had = Math.max(1, Math.round(sum / 2));
  return { sum: had, sumSquares: had, sumProducts: Math.min(sum, Math.round(had * 0.9), n) };
}

/** Sums over at most 500 drawn units, taken as often as it needs for so many. */
function drawnArm(
  units: number,
  grown: number,
  kind: 'mean' | 'ratio' | 'cuped',
  { level, noise, random }: { level: number; noise: number; random: Random },
): OracleArm {
  const drawn = Math.min(units, 500);
  const times = units / drawn;
  const sums = { sum: 0, sumSquares: 0, otherSum: 0, otherSquares: 0, products: 0 };
  for (let at = 0; at < drawn; at++) {
    const other = Math.abs(level * (2 + noise * normal(random)));
    const value = grown * (other * (0.5 + random()) + level);
    sums.sum += value * times;
    sums.sumSquares += value ** 2 * times;
    sums.otherSum += other * times;
    sums.otherSquares += other ** 2 * times;
    sums.products += value * other * times;
  }
  const { sum, sumSquares, otherSum, otherSquares, products } = sums;
  if (kind === 'mean') return { n: units, sum, sumSquares };
  return kind === 'cuped'
    ? {
        ...{ n: units, sum, sumSquares },
        cuped: { sum: otherSum, sumSquares: otherSquares, sumProducts: products },
      }
    : {
        ...{ n: units, sum, sumSquares, sumProducts: products },
        ...{ denominatorSum: otherSum, denominatorSumSquares: otherSquares },
      };
}

function ratioCase(random: Random): OracleCase {
  const arms = 2 + Math.floor(random() * 4);
  const shares = Array.from({ length: arms }, () => 0.1 + random());
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const total = spread(random, 100, 1_000_000);
  const units = shares.map((share) =>
    Math.max(0, Math.round((share / whole) * total + 2 * normal(random) * Math.sqrt(total / arms))),
  );
  return { kind: 'ratioOfArms', units, shares };
}

function survivalCase(random: Random): OracleCase {
  const groups = Array.from({ length: 2 + Math.floor(random() * 2) }, () => {
    const size = 8 + Math.floor(random() * 40);
    const life = spread(random, 5, 40);
    const ends = Array.from({ length: size }, () => {
      const lived = Math.ceil(-life * Math.log(1 - random()));
      const seen = Math.ceil(30 * random());
      return { duration: Math.min(lived, seen), isObserved: lived <= seen };
    });
    return {
      durations: ends.map(({ duration }) => duration),
      observed: ends.map(({ isObserved }) => isObserved),
    };
  });
  return { kind: 'survival', alpha: 0.05, groups };
}
