import type { Block, SequenceId } from './block.ts';
import type { BlockPool } from './blockPool.ts';
import type { Conversations } from './conversations.ts';
import type { SequenceMemory } from './sequenceMemory.ts';

export interface PrefixCacheOptions {
  memory: SequenceMemory;
  pool: BlockPool;
  /** Beyond so many blocks in all, what was never found again is given up although there is room. */
  roomyBlocks: number;
  conversations: Conversations;
}

/**
 * Sequence ids, and the chains of findable blocks that ended requests have left behind, each owned
 * by the id that computed it. Gives chains up, tails first, when blocks or ids are short.
 */
export class PrefixCache {
  readonly #memory: SequenceMemory;
  readonly #pool: BlockPool;
  readonly #roomyBlocks: number;
  readonly #conversations: Conversations;
  readonly #freeSequences: SequenceId[];
  /** Last block of each sequence that no request uses. */
  readonly #tails = new Map<SequenceId, Block>();

  constructor({ memory, pool, roomyBlocks, conversations }: PrefixCacheOptions) {
    this.#memory = memory;
    this.#pool = pool;
    this.#roomyBlocks = roomyBlocks;
    this.#conversations = conversations;
    this.#freeSequences = Array.from({ length: memory.sequences }, (_, id) => id).reverse();
  }

  /** Chains that no request uses, each by the sequence that holds it, the latest last. */
  all(): { sequence: SequenceId; tail: Block }[] {
    return [...this.#tails].map(([sequence, tail]) => ({ sequence, tail }));
  }

  /** Blocks that can be had at once: free ones, and kept ones that are not in `except`. */
  available(except: readonly Block[] = []): number {
    const counts = this.#pool.counts();
    return (
      counts.free + counts.cached - except.filter((block) => this.#pool.isCached(block)).length
    );
  }

  /** Frees so many blocks; false, with nothing given up, when that cannot be. */
  makeRoom(blocks: number): boolean {
    if (this.available() < blocks) return false;
    while (this.#pool.freeCount < blocks) this.#evictOldest();
    const held = this.#pool.total - this.#pool.freeCount + blocks;
    if (held > this.#roomyBlocks && !this.#conversations.areAlive) this.#clear();
    return true;
  }

  /** An id that holds nothing; undefined when running requests have them all. */
  takeSequence(): SequenceId | undefined {
    if (this.#freeSequences.length === 0) this.#dropDoubled();
    while (this.#freeSequences.length === 0 && this.#tails.size > 0) {
      if (this.#pool.oldest === undefined) break;
      this.#evictOldest();
    }
    return this.#freeSequences.pop();
  }

  /**
   * The request of this sequence has ended and its blocks are findable up to `tail`. A chain whose
   * tail another sequence holds as well needs no id of its own.
   */
  keep(sequence: SequenceId, tail: Block | undefined): void {
    if (tail === undefined || tail.holders.size > 1) {
      this.#drop(sequence, tail);
      return;
    }
    this.#memory.cut(sequence, (tail.index + 1) * this.#pool.tokensPerBlock);
    this.#tails.set(sequence, tail);
  }

  /**
   * Gives up what was kept and never found again, all at once: so the cells of the next requests
   * lie side by side, and llama.cpp's attention passes over whole tiles of 64 that are others'.
   */
  #clear(): void {
    for (const block of this.#pool.kept()) {
      if (block.cacheHit) continue;
      this.#conversations.evicted(block);
      this.evict(block);
    }
  }

  /** Kept sequences whose whole chain another one holds as well give their ids back. */
  #dropDoubled(): void {
    for (const [sequence, tail] of this.#tails) {
      if (tail.holders.size === 1) continue;
      this.#tails.delete(sequence);
      this.#drop(sequence, tail);
    }
  }

  #evictOldest(): void {
    const block = this.#pool.oldest;
    if (block === undefined) throw new Error('No kept block is left to give up.');
    this.evict(block);
  }

  /** Gives a kept block up that no kept one follows. */
  evict(block: Block): void {
    const { holders, parent } = block;
    this.#pool.forget(block);
    for (const sequence of holders) {
      this.#tails.delete(sequence);
      this.keep(sequence, parent);
    }
    holders.clear();
  }

  /** The sequence holds nothing any more; `tail` was the last block it held. */
  #drop(sequence: SequenceId, tail: Block | undefined): void {
    for (let block = tail; block !== undefined; block = block.parent) {
      block.holders.delete(sequence);
    }
    this.#memory.cut(sequence, 0);
    this.#freeSequences.push(sequence);
  }
}
