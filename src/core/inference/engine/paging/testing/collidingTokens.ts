import { chainHash } from '../blocks/block.ts';

/**
 * Two different pairs of tokens with the same chain hash after `parentHash`. Whatever the first
 * token is, a second one can be chosen that brings the hash's low lane to the same value; among
 * a few thousand such pairs two agree in the 21 bits of the high lane (the birthday problem).
 */
export function collidingTokens(parentHash: number): [number[], number[]] {
  const seen = new Map<number, number[]>();
  const lowAtFirst = (parentHash >>> 0) ^ 0x9e3779b9;
  for (let first = 1; first < 100_000; first++) {
    const product = Math.imul(lowAtFirst ^ first, 0xcc9e2d51);
    const low = (product << 15) | (product >>> 17);
    const tokens = [first, low ^ 0x5eed];
    const hash = chainHash(parentHash, tokens);
    const other = seen.get(hash);
    if (other !== undefined) return [other, tokens];
    seen.set(hash, tokens);
  }
  throw new Error('The chain hash is made in another way now: no collision was found.');
}
