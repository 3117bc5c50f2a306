import { type Block, chainHash } from './block.ts';

export interface BlockCounts {
  total: number;
  /** Held by running requests, each once. */
  used: number;
  /** Of these, held by several. */
  shared: number;
  /** Held by none, but findable. */
  cached: number;
  free: number;
}

/**
 * The blocks of a KV cache: which are free, which are used, and which are kept because a later
 * prompt may begin the same. Kept blocks are given up in the order in which they were last used,
 * the tails of a chain before its begin (vLLM's order), so a kept block's parent is always kept.
 */
export class BlockPool {
  readonly tokensPerBlock: number;
  readonly total: number;
  #nextId = 0;
  #used = 0;
  #shared = 0;
  readonly #byHash = new Map<number, Block>();
  readonly #roots = new Set<Block>();
  /** Kept blocks, the next to give up first. */
  readonly #cached = new Set<Block>();

  constructor(total: number, tokensPerBlock: number) {
    this.total = total;
    this.tokensPerBlock = tokensPerBlock;
  }

  counts(): BlockCounts {
    const cached = this.#cached.size;
    const free = this.total - this.#used - cached;
    return { total: this.total, used: this.#used, shared: this.#shared, cached, free };
  }

  get freeCount(): number {
    return this.total - this.#used - this.#cached.size;
  }

  /** The kept block to give up next. */
  get oldest(): Block | undefined {
    return this.#cached.values().next().value;
  }

  /** Kept blocks as they are now, the next to give up first. */
  kept(): Block[] {
    return [...this.#cached];
  }

  isCached(block: Block): boolean {
    return this.#cached.has(block);
  }

  /** A new block with one reference. The caller has made sure that one is free. */
  allocate(parent: Block | undefined, salt: number): Block {
    if (this.freeCount <= 0) throw new Error('No block is free.');
    this.#used++;
    return {
      id: this.#nextId++,
      salt,
      index: parent === undefined ? 0 : parent.index + 1,
      parent,
      tokens: [],
      hash: undefined,
      references: 1,
      holders: new Set(),
      children: new Set(),
      cacheHit: false,
      isAnswer: false,
    };
  }

  /** One more running request uses the block. */
  reference(block: Block): void {
    if (block.references === 0) {
      this.#cached.delete(block);
      this.#used++;
    } else if (block.references === 1) {
      this.#shared++;
    }
    block.references++;
  }

  /** One less. A block that nobody uses is kept when it can be found, otherwise free. */
  dereference(block: Block): void {
    if (block.references <= 0) throw new Error(`Block ${block.id} has no reference to give up.`);
    block.references--;
    if (block.references === 1) this.#shared--;
    if (block.references > 0) return;
    this.#used--;
    if (block.hash !== undefined) this.#cached.add(block);
  }

  /**
   * Makes a full block, or the last one of a request that ended, findable. Answers the block that is found instead when an equal one is
   * there already, and the same block otherwise; undefined when another chain has this hash.
   */
  register(block: Block): Block | undefined {
    const hash = chainHash(block.parent?.hash ?? block.salt, block.tokens);
    const present = this.#byHash.get(hash);
    if (present !== undefined) {
      return isThat(present, block) ? present : undefined;
    }
    block.hash = hash;
    this.#byHash.set(hash, block);
    this.childrenOf(block.parent).add(block);
    return block;
  }

  /** The findable block of these tokens after a parent. */
  find(hash: number, wanted: Pick<Block, 'parent' | 'salt' | 'tokens'>): Block | undefined {
    const block = this.#byHash.get(hash);
    return block !== undefined && isThat(block, wanted) ? block : undefined;
  }

  /** Findable blocks after `parent`; the first ones of all chains, of all salts, for undefined. */
  childrenOf(parent: Block | undefined): Set<Block> {
    return parent?.children ?? this.#roots;
  }

  /** Gives a kept block up: it is free and no longer found. Nothing findable may follow it. */
  forget(block: Block): void {
    if (block.children.size > 0) throw new Error(`Block ${block.id} is followed by others.`);
    this.#cached.delete(block);
    if (block.hash !== undefined) this.#byHash.delete(block.hash);
    this.childrenOf(block.parent).delete(block);
    block.hash = undefined;
  }
}

function isThat(block: Block, wanted: Pick<Block, 'parent' | 'salt' | 'tokens'>): boolean {
  const { parent, salt, tokens } = wanted;
  return block.parent === parent && block.salt === salt && sameTokens(block.tokens, tokens);
}

function sameTokens(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((token, index) => token === b[index]);
}
