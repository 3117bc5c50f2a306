import { createHash } from 'node:crypto';
import type { ExperimentSpec } from '../../../contract/index.ts';

type Variant = ExperimentSpec['variants'][number];

/**
 * The variant of a unit: SHA-256 of the experiment's salt and the unit's id, as a point between 0 and 1
 * on the variants' shares. The same unit always sees the same variant, and what it sees in one experiment
 * says nothing of another, whose salt is its own.
 */
export function assignVariant(
  variants: readonly Variant[],
  salt: string,
  unit: string,
): Variant | undefined {
  const digest = createHash('sha256').update(`${salt}\u0000${unit}`).digest();
  const point = digest.readUIntBE(0, 6) / 2 ** 48;
  const whole = variants.reduce((sum, { share }) => sum + share, 0);
  let until = 0;
  for (const variant of variants) {
    until += variant.share / whole;
    if (point < until) return variant;
  }
  return variants.at(-1);
}
