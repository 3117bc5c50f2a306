const float = new Float32Array(1);
const bitsOf = new Uint32Array(float.buffer);

/**
 * A vector as pgvector's `halfvec` takes it in binary: its length and a zero as 16-bit integers,
 * then each number in half precision (IEEE 754, ties to even), all big-endian. Numbers too large
 * for half precision become its largest one. Not a Float16Array: Node 22 has none.
 */
export function halfvecBytes(vector: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 + 2 * vector.length);
  bytes[0] = vector.length >>> 8;
  bytes[1] = vector.length;
  for (let i = 0; i < vector.length; i++) {
    const bits = halfBits(vector[i] ?? 0);
    bytes[4 + 2 * i] = bits >>> 8;
    bytes[5 + 2 * i] = bits;
  }
  return bytes;
}

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
