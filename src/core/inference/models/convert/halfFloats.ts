/**
 * IEEE 754 half precision in plain numbers: the Electron and Node that run this do not all have
 * Float16Array. Bytes are little-endian, as in every model format we read.
 */

/** Half floats as single floats; every half is exact as a single. */
export function halvesToSingles(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const singles = new Float32Array(bytes.byteLength / 2);
  for (let i = 0; i < singles.length; i++) singles[i] = halfToNumber(view.getUint16(i * 2, true));
  return singles;
}

/** Single floats (as bytes) as half floats (as bytes), to the nearest, ties to even. */
export function singlesToHalves(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.byteLength / 4;
  const halves = new Uint8Array(count * 2);
  const out = new DataView(halves.buffer);
  for (let i = 0; i < count; i++) {
    out.setUint16(i * 2, singleBitsToHalfBits(view.getUint32(i * 4, true)), true);
  }
  return halves;
}

/** The value of a half float's 16 bits. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Rounds a single's 32 bits to a half's 16: nearest, ties to even; too large is infinity. */
function singleBitsToHalfBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127;
  const fraction = bits & 0x7fffff;
  if (exponent === 128) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  if (exponent > 15) return sign | 0x7c00;
  if (exponent >= -14) {
    // A carry out of the fraction moves into the exponent, which is the right result.
    return sign | roundShift(((exponent + 15) << 23) | fraction, 13);
  }
  if (exponent < -25) return sign;
  return sign | roundShift(0x800000 | fraction, -exponent - 1);
}

function roundShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
