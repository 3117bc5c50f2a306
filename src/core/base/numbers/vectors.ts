/** The floats of a stored vector: a copy, because the bytes of a BLOB may begin anywhere and floats may not. */
export function floatsOf(bytes: ArrayLike<number>): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/** Of vectors of length 1 their cosine. */
export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
