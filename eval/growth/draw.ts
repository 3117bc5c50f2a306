import { seededRandom } from '../../src/core/memory/measures/estimates/bootstrapMean.ts';

/** Sums of an arm that grows. */
export interface Drawn {
  n: number;
  sum: number;
  sumSquares: number;
}

/** How units of an arm are drawn: conversions at a rate, or watch times with a long tail. */
export type Draw = (units: number, lift: number) => Drawn;

/** Conversions of each unit alone, at `rate` times 1 + lift. */
export function conversions(rate: number, seed: number): Draw {
  const random = seededRandom(seed);
  return (units, lift) => {
    const chance = rate * (1 + lift);
    let sum = 0;
    for (let at = 0; at < units; at++) if (random() < chance) sum += 1;
    return { n: units, sum, sumSquares: sum };
  };
}

/** Times with an exponential tail, of mean 1; each is longer by the lift. */
export function watchTimes(seed: number): Draw {
  const random = seededRandom(seed);
  return (units, lift) => {
    let sum = 0;
    let sumSquares = 0;
    for (let at = 0; at < units; at++) {
      const value = lift - Math.log(1 - random());
      sum += value;
      sumSquares += value * value;
    }
    return { n: units, sum, sumSquares };
  };
}

export function added(one: Drawn, other: Drawn): Drawn {
  return {
    n: one.n + other.n,
    sum: one.sum + other.sum,
    sumSquares: one.sumSquares + other.sumSquares,
  };
}

export const nothing: Drawn = { n: 0, sum: 0, sumSquares: 0 };

/** Of the standard normal, by Box and Muller. */
export function normals(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
