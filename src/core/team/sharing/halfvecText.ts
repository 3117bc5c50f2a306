/** Text of each half-precision number, by its bits; made when it is first needed. */
const texts: (string | undefined)[] = [];
const float = new Float32Array(1);
const bitsOf = new Uint32Array(float.buffer);

/**
 * A vector as pgvector reads a halfvec, `[0.1,-0.25]`: each number rounded to half precision (IEEE
 * 754, ties to even) and written as short as it can be read back. A third of the length of the
 * same in single precision, and numbers recur, so that each is written once.
 */
export function halfvecText(vector: Float32Array): string {
  let text = '[';
  for (let i = 0; i < vector.length; i++) {
    if (i > 0) text += ',';
    const bits = halfBits(vector[i] ?? 0);
    const known = texts[bits];
    if (known === undefined) {
      const made = shortest(halfValue(bits));
      texts[bits] = made;
      text += made;
    } else text += known;
  }
  return `${text}]`;
}

/** Numbers too large for half precision become its largest one. */
function halfBits(value: number): number {
  float[0] = value;
  const bits = bitsOf[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  const fraction = bits & 0x7fffff;
  if (exponent >= 31) return sign | 0x7bff;
  if (exponent < -10) return sign;
  // Below the smallest normal number the leading one is a digit like the others.
  const digits = exponent > 0 ? fraction : fraction | 0x800000;
  const shift = exponent > 0 ? 13 : 14 - exponent;
  const whole = (exponent > 0 ? exponent << 10 : 0) | (digits >>> shift);
  const rest = digits & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  const rounded = rest > half || (rest === half && (whole & 1) === 1) ? whole + 1 : whole;
  return sign | Math.min(rounded, 0x7bff);
}

function halfValue(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1_024) * 2 ** (exponent - 15);
}

const largest = 65_504;

function shortest(value: number): string {
  // A rounder text of it would be out of range.
  if (Math.abs(value) === largest) return `${value}`;
  for (let digits = 1; digits < 6; digits++) {
    const text = `${Number(value.toPrecision(digits))}`;
    if (halfValue(halfBits(Number(text))) === value) return text;
  }
  return `${value}`;
}
