/** A sequence id of the model's KV cache: who holds cells. */
export type SequenceId = number;

/**
 * Room for a fixed number of consecutive tokens of one prompt or answer. The cells themselves are
 * the model's; a block says which tokens they hold and who holds them.
 */
export interface Block {
  readonly id: number;
  /** Of the requests that may share it: see {@link saltOf}. */
  readonly salt: number;
  /** Its place in the chain: the block holds positions from `index * tokensPerBlock`. */
  readonly index: number;
  /** The block before it; another equal one once that is found instead. */
  parent: Block | undefined;
  /** What it holds so far; those that can be found never change. */
  tokens: readonly number[];
  /**
   * Of a block that can be found; the chain's hash up to here. Full ones, and the last one of a
   * request that ended.
   */
  hash: number | undefined;
  /** Running requests that use it. */
  references: number;
  /** Sequences whose cells include it, of running requests and of kept ones. */
  readonly holders: Set<SequenceId>;
  /** Blocks that follow it and can be found. Only full ones have any. */
  readonly children: Set<Block>;
  /** Whether a later request began with it, so that it is worth its place. */
  cacheHit: boolean;
  /** Whether tokens of it were generated: who begins with it goes on with a conversation. */
  isAnswer: boolean;
}

/** What a chain of blocks begins with: other weights give other keys and values of the same tokens. */
export function saltOf({ adapter }: { adapter: number }): number {
  return 1 + adapter;
}

/**
 * Hash of a chain of blocks, 53 bits: two murmur-like 32-bit lanes over the parent's hash and the
 * tokens (finaliser constants of MurmurHash3, public domain). Equal chains have equal hashes;
 * whoever finds a block by its hash compares the tokens.
 */
export function chainHash(parentHash: number, tokens: readonly number[]): number {
  let low = (parentHash >>> 0) ^ 0x9e3779b9;
  let high = Math.floor(parentHash / 0x1_0000_0000) ^ 0x85ebca6b;
  for (const token of tokens) {
    low = Math.imul(low ^ token, 0xcc9e2d51);
    low = (low << 15) | (low >>> 17);
    high = Math.imul(high ^ token, 0x1b873593) + low;
    high = (high << 13) | (high >>> 19);
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b);
  high = Math.imul(high ^ (high >>> 13) ^ low, 0xc2b2ae35);
  return (low >>> 0) + (high & 0x1fffff) * 0x1_0000_0000;
}
