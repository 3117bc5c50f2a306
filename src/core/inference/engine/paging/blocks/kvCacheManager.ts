import type { ScheduledRequest } from '../request.ts';
import type { Block, SequenceId } from './block.ts';
import { chainHash, saltOf } from './block.ts';
import { type BlockCounts, BlockPool } from './blockPool.ts';
import { Conversations } from './conversations.ts';
import { PrefixCache } from './prefixCache.ts';
import type { SequenceMemory } from './sequenceMemory.ts';

export interface KvCacheOptions {
  memory: SequenceMemory;
  poolTokens: number;
  tokensPerBlock: number;
  /**
   * Every token attends over the cells in use, kept ones too: beyond so many in all, what was kept
   * and never found again is given up although the pool has room, unless conversations go on (see
   * {@link Conversations}). The pool's size when left out.
   */
  softCacheLimit?: number;
  /** False: no prefix is looked up or kept. */
  sharing: boolean;
  /** So many last tokens of a prompt are computed even when all are cached; at least one. */
  minComputedTokens?: number;
}

/** How much of a prompt is in the cache. */
export interface PrefixMatch {
  blocks: Block[];
  /** A block that begins with the next tokens but goes on differently, and how many agree. */
  partial: { block: Block; tokens: number } | undefined;
  /** Tokens in all. */
  tokens: number;
}

/**
 * Block tables of requests on one model memory. A running request has a sequence id whose cells
 * are its tokens; a request that ended leaves its id as the owner of its findable blocks, until
 * those are given up.
 */
export class KvCacheManager {
  readonly pool: BlockPool;
  readonly #memory: SequenceMemory;
  readonly #sharing: boolean;
  readonly #minComputedTokens: number;
  readonly #conversations = new Conversations();
  readonly #kept: PrefixCache;

  constructor(options: KvCacheOptions) {
    const { memory, poolTokens, tokensPerBlock, sharing, minComputedTokens = 1 } = options;
    const { softCacheLimit = poolTokens } = options;
    this.pool = new BlockPool(Math.floor(poolTokens / tokensPerBlock), tokensPerBlock);
    this.#kept = new PrefixCache({
      ...{ memory, pool: this.pool },
      roomyBlocks: Math.floor(softCacheLimit / tokensPerBlock),
      conversations: this.#conversations,
    });
    this.#memory = memory;
    this.#sharing = sharing;
    this.#minComputedTokens = minComputedTokens;
  }

  counts(): BlockCounts {
    return this.pool.counts();
  }

  blocksFor(tokens: number): number {
    return Math.ceil(tokens / this.pool.tokensPerBlock);
  }

  /** Blocks that can be had at once: free ones, and kept ones that are not in `except`. */
  available(except: readonly Block[] = []): number {
    return this.#kept.available(except);
  }

  /** The longest prefix of the request's tokens that is cached, short of its last ones. */
  match(request: ScheduledRequest): PrefixMatch {
    const { tokensPerBlock } = this.pool;
    const blocks: Block[] = [];
    const last = Math.max(0, request.tokens.length - this.#minComputedTokens);
    const most = this.matchableBlocks(request);
    let parent: Block | undefined;
    while (this.#sharing && blocks.length < most) {
      const at = blocks.length * tokensPerBlock;
      const tokens = request.tokens.slice(at, at + tokensPerBlock);
      const wanted = { parent, salt: saltOf(request), tokens };
      const found = this.pool.find(this.hashAt(request, blocks.length), wanted);
      if (found === undefined) break;
      blocks.push(found);
      parent = found;
    }
    const whole = blocks.length * tokensPerBlock;
    const partial = this.#sharing ? this.#partialMatch(request, parent, whole, last) : undefined;
    return { blocks, partial, tokens: whole + (partial?.tokens ?? 0) };
  }

  /** How many full blocks of the request could be found at most. */
  matchableBlocks({ tokens }: ScheduledRequest): number {
    const last = Math.max(0, tokens.length - this.#minComputedTokens);
    return Math.floor(last / this.pool.tokensPerBlock);
  }

  /** Chain hash of the request's full block `index`. */
  hashAt(request: ScheduledRequest, index: number): number {
    const { tokensPerBlock } = this.pool;
    const { hashes, tokens } = request;
    for (let i = hashes.length; i <= index; i++) {
      const at = i * tokensPerBlock;
      const before = hashes[i - 1] ?? saltOf(request);
      hashes.push(chainHash(before, tokens.slice(at, at + tokensPerBlock)));
    }
    return hashes[index] ?? saltOf(request);
  }

  /**
   * Gives a waiting request a sequence that begins with the matched prefix. False, with nothing
   * changed for it, when no sequence id can be had.
   */
  admit(request: ScheduledRequest, match: PrefixMatch): boolean {
    const { blocks, partial } = match;
    // Referenced first, so that making room does not give up what was found.
    for (const block of blocks) {
      this.pool.reference(block);
      block.cacheHit = true;
    }
    if (partial !== undefined) this.pool.reference(partial.block);
    const sequence = this.#kept.takeSequence();
    if (sequence !== undefined) {
      const canCopy = partial !== undefined && this.#kept.makeRoom(1);
      // The last block of a full pool may be the one to copy from: then its tokens are computed.
      const tokens = blocks.length * this.pool.tokensPerBlock;
      this.#begin(request, canCopy ? match : { blocks, partial: undefined, tokens }, sequence);
    }
    if (partial !== undefined) this.pool.dereference(partial.block);
    if (sequence !== undefined) {
      this.#noteConversation(request, match);
      return true;
    }
    for (const block of blocks.toReversed()) this.pool.dereference(block);
    return false;
  }

  #begin(request: ScheduledRequest, match: PrefixMatch, sequence: SequenceId): void {
    const { blocks, partial } = match;
    const whole = blocks.length * this.pool.tokensPerBlock;
    const last = blocks.at(-1);
    if (last !== undefined) this.#memory.share(holderOf(last), sequence, 0, whole);
    request.sequence = sequence;
    request.table = [...blocks];
    for (const block of blocks) block.holders.add(sequence);
    if (partial !== undefined) {
      // Copy on write: the request's own block, whose first cells are also the other's.
      this.#memory.share(holderOf(partial.block), sequence, whole, match.tokens);
      this.#append(request).tokens = partial.block.tokens.slice(0, partial.tokens);
    }
    request.computed = match.tokens;
    request.isPrivate = !this.#sharing;
  }

  /** Whether {@link fork} may begin at the request. */
  canFork({ isPrivate, sequence }: ScheduledRequest): boolean {
    return this.#sharing && !isPrivate && sequence !== undefined;
  }

  /**
   * Gives a waiting request what one of the same prompt has computed. Full blocks are one for both;
   * of the last one the cells are, and each request goes on in a block of its own. False, with
   * nothing changed for it, when there is no room, or when blocks of the first cannot be found.
   */
  fork(from: ScheduledRequest, to: ScheduledRequest): boolean {
    const { computed, table, sequence: source } = from;
    if (source === undefined || !this.canFork(from)) return false;
    const full = Math.floor(computed / this.pool.tokensPerBlock);
    const begun = computed % this.pool.tokensPerBlock === 0 ? undefined : table[full];
    if (begun !== undefined && !this.#kept.makeRoom(1)) return false;
    const sequence = this.#kept.takeSequence();
    if (sequence === undefined) return false;
    this.#memory.share(source, sequence, 0, computed);
    to.sequence = sequence;
    to.table = table.slice(0, full);
    for (const block of to.table) {
      this.pool.reference(block);
      block.cacheHit = true;
      block.holders.add(sequence);
    }
    if (begun !== undefined) this.#append(to).tokens = begun.tokens;
    to.computed = computed;
    to.scheduled = computed;
    to.isPrivate = false;
    return true;
  }

  /** Makes the request's table hold its first `tokens` tokens; false when the pool has no room. */
  grow(request: ScheduledRequest, tokens: number): boolean {
    const missing = this.blocksFor(tokens) - request.table.length;
    if (missing <= 0) return true;
    if (!this.#kept.makeRoom(missing)) return false;
    for (let i = 0; i < missing; i++) this.#append(request);
    return true;
  }

  /** The request's tokens from a position on are not in the cache any more; its blocks stay. */
  cut({ id, sequence }: ScheduledRequest, from: number): void {
    if (sequence === undefined) throw new Error(`Request ${id} has no sequence.`);
    this.#memory.cut(sequence, from);
  }

  /** Tokens up to `computed` are in the cache now; full blocks can be found from here on. */
  advance(request: ScheduledRequest, computed: number): void {
    const { tokensPerBlock } = this.pool;
    const first = Math.floor(request.computed / tokensPerBlock);
    request.computed = computed;
    const blocks = request.table.slice(first, this.blocksFor(computed));
    for (const block of blocks) {
      const at = block.index * tokensPerBlock;
      block.tokens = request.tokens.slice(at, Math.min(computed, at + tokensPerBlock));
      if (block.tokens.length === tokensPerBlock) this.#publish(request, block);
    }
  }

  /** Ends the request's use of its blocks. Findable ones are kept under its sequence. */
  release(request: ScheduledRequest): void {
    const { sequence, table } = request;
    if (sequence === undefined) return;
    this.#publishTail(request);
    const tail = table.findLast((block) => block.hash !== undefined);
    // Tails first: the order in which they will be given up.
    for (const block of table.toReversed()) this.pool.dereference(block);
    this.#kept.keep(sequence, tail);
    request.sequence = undefined;
    request.table = [];
    request.computed = 0;
  }

  /** Chains that no request uses, each by the sequence that holds it, the latest last. */
  prefixCache(): { sequence: SequenceId; tail: Block }[] {
    return this.#kept.all();
  }

  #partialMatch(
    request: ScheduledRequest,
    parent: Block | undefined,
    from: number,
    last: number,
  ): PrefixMatch['partial'] {
    const next = request.tokens.slice(from, Math.min(last, from + this.pool.tokensPerBlock));
    let best: PrefixMatch['partial'];
    for (const block of this.pool.childrenOf(parent)) {
      if (block.salt !== saltOf(request)) continue;
      const differs = next.findIndex((token, index) => token !== block.tokens[index]);
      const tokens = differs === -1 ? next.length : differs;
      if (tokens > (best?.tokens ?? 0)) best = { block, tokens };
    }
    return best;
  }

  #append(request: ScheduledRequest): Block {
    const block = this.pool.allocate(request.table.at(-1), saltOf(request));
    if (request.sequence !== undefined) block.holders.add(request.sequence);
    request.table.push(block);
    return block;
  }

  /** Whether the prompt holds an answer that was given here, kept or given up meanwhile. */
  #noteConversation(request: ScheduledRequest, { blocks, partial, tokens }: PrefixMatch): void {
    const { tokensPerBlock } = this.pool;
    // Not the answer of its own that a preempted request finds again.
    const found = blocks.filter(
      ({ index }) => (index + 1) * tokensPerBlock <= request.promptTokens,
    );
    if (partial !== undefined && tokens <= request.promptTokens) found.push(partial.block);
    this.#conversations.admitted(found, this.#promptHashes(request, blocks.length));
  }

  /** Of the prompt's full blocks from one on, each computed when it is asked for. */
  *#promptHashes(request: ScheduledRequest, from: number): Generator<number> {
    const full = Math.floor(request.promptTokens / this.pool.tokensPerBlock);
    for (let index = from; index < full; index++) yield this.hashAt(request, index);
  }

  /**
   * The last block of a request that ends is findable although it is not full: the next turn of a
   * conversation finds all but the last token, which was never computed.
   */
  #publishTail(request: ScheduledRequest): void {
    const { table, computed, isPrivate } = request;
    const block = table[Math.floor(computed / this.pool.tokensPerBlock)];
    if (isPrivate || block === undefined || block.tokens.length === 0) return;
    if (block.hash !== undefined || (block.parent && block.parent.hash === undefined)) return;
    block.isAnswer = computed > request.promptTokens;
    this.pool.register(block);
  }

  #publish(request: ScheduledRequest, block: Block): void {
    if (request.isPrivate || block.hash !== undefined) return;
    block.isAnswer = (block.index + 1) * this.pool.tokensPerBlock > request.promptTokens;
    const present = this.pool.register(block);
    if (present === undefined) request.isPrivate = true;
    else if (present !== block) this.#replace(request, block, present);
    else this.#evictBeginnings(block);
  }

  /** What ended within this block is found in it from here on. */
  #evictBeginnings({ parent, salt, tokens }: Block): void {
    for (const other of this.pool.childrenOf(parent)) {
      const isBeginning =
        other.salt === salt &&
        other.tokens.length < tokens.length &&
        other.tokens.every((token, index) => token === tokens[index]);
      if (isBeginning && this.pool.isCached(other)) this.#kept.evict(other);
    }
  }

  /** Another request computed the same: the request holds its cells and gives up the own ones. */
  #replace(request: ScheduledRequest, own: Block, present: Block): void {
    const { sequence, table } = request;
    if (sequence === undefined) throw new Error(`Request ${request.id} has no sequence.`);
    const from = own.index * this.pool.tokensPerBlock;
    const until = from + this.pool.tokensPerBlock;
    this.#memory.cut(sequence, from, until);
    this.#memory.share(holderOf(present), sequence, from, until);
    this.pool.reference(present);
    present.cacheHit = true;
    present.holders.add(sequence);
    this.pool.dereference(own);
    table[own.index] = present;
    const next = table[own.index + 1];
    if (next !== undefined) next.parent = present;
  }
}

function holderOf(block: Block): SequenceId {
  const holder = block.holders.values().next().value;
  if (holder === undefined) throw new Error(`Block ${block.id} is held by no sequence.`);
  return holder;
}
