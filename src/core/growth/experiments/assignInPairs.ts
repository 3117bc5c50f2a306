import { createHash } from 'node:crypto';
import type { ExperimentSpec } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';

type Variant = ExperimentSpec['variants'][number];

/**
 * The variant of a numbered slot: of the slots 1 and 2, 3 and 4 and so on one has the control and the other
 * the variant, in an order that SHA-256 of the salt and the pair tosses. What changes slowly (the season, the
 * channel's growth) is then alike for both; a switchback is this with spans of time as slots.
 * Errors: `usage.invalid` for a unit that is no number of a slot.
 */
export function assignInPairs(
  variants: readonly Variant[],
  salt: string,
  unit: string,
): Variant | undefined {
  if (!/^[1-9]\d{0,8}$/.test(unit)) {
    throw new AppError('usage.invalid', 'Units in pairs are numbered slots: 1, 2, 3, and so on.');
  }
  const slot = Number(unit) - 1;
  const pair = Math.floor(slot / 2);
  const isTurned = (createHash('sha256').update(`${salt}\u0000pair ${pair}`).digest()[0] ?? 0) & 1;
  return variants[(slot + isTurned) % 2];
}

/** Errors: `usage.invalid` where pairs cannot be made. */
export function requirePairs({ design, unit, variants }: ExperimentSpec): void {
  if (design !== 'pairs') return;
  const isEven = variants.length === 2 && variants[0]?.share === variants[1]?.share;
  if (unit === 'person' || !isEven) {
    const message =
      'Pairs are of posts or slots, with a control and one variant of the same share.';
    throw new AppError('usage.invalid', message);
  }
}
