import { codeBytesOf } from './scan/hammingScan.ts';

/**
 * The signs of a vector minus the mean of all, one bit each, written to `code` at `at`. Embeddings
 * lie in a cone: without the mean most signs would be everyone's.
 */
export function writeCode(
  code: Uint8Array,
  at: number,
  vector: Float32Array,
  mean: Float32Array,
): void {
  for (let dimension = 0; dimension < mean.length; dimension++) {
    if ((vector[dimension] ?? 0) <= (mean[dimension] ?? 0)) continue;
    const byte = at + (dimension >>> 3);
    code[byte] = (code[byte] ?? 0) | (1 << (dimension & 7));
  }
}

export function codeOf(vector: Float32Array, mean: Float32Array): Uint8Array {
  const code = new Uint8Array(codeBytesOf(mean.length));
  writeCode(code, 0, vector, mean);
  return code;
}
