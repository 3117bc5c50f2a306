/**
 * Half-precision floats, IEEE 754 binary16: sign, five bits of exponent (bias 15), ten of fraction.
 * JavaScript's own `Float16Array` is not in every runtime this runs under.
 */
const singles = new Float32Array(1);
const bits = new Uint32Array(singles.buffer);

/** The nearest half of a number between -2 and 2, as its 16 bits; smaller than 2^-24 is 0. */
export function toHalf(value: number): number {
  singles[0] = value;
  const single = bits[0] ?? 0;
  const sign = (single >>> 16) & 0x8000;
  const exponent = ((single >>> 23) & 0xff) - 112;
  const fraction = single & 0x7fffff;
  if (exponent > 0) {
    // Rounded to the nearest; a fraction that overflows carries into the exponent, as it should.
    return sign | (((exponent << 10) | (fraction >>> 13)) + ((fraction >>> 12) & 1));
  }
  if (exponent < -10) return sign;
  const subnormal = (fraction | 0x800000) >>> (1 - exponent);
  return sign | ((subnormal >>> 13) + ((subnormal >>> 12) & 1));
}

/** The number of each half: a table, because one is read 400,000 times for a search. */
export const halfValues: Float32Array = Float32Array.from({ length: 65_536 }, (_, half) => {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1_024) * 2 ** (exponent - 15);
});
