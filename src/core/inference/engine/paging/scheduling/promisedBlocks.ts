import type { KvCacheManager } from '../blocks/kvCacheManager.ts';
import type { ScheduledRequest } from '../request.ts';

/** Prompt blocks that running requests have yet to compute, by their hashes. */
export class PromisedBlocks {
  readonly #cache: KvCacheManager;
  readonly #hashes = new Set<number>();

  constructor(cache: KvCacheManager, running: readonly ScheduledRequest[]) {
    this.#cache = cache;
    for (const request of running) this.add(request);
  }

  add(request: ScheduledRequest): void {
    if (request.isPrivate) return;
    const { tokensPerBlock } = this.#cache.pool;
    const full = Math.floor(request.tokens.length / tokensPerBlock);
    for (let index = Math.floor(request.computed / tokensPerBlock); index < full; index++) {
      this.#hashes.add(this.#cache.hashAt(request, index));
    }
  }

  /** Whether the request's block is one of them, and worth the wait: one that can be found. */
  has(request: ScheduledRequest, index: number): boolean {
    if (index >= this.#cache.matchableBlocks(request)) return false;
    return this.#hashes.has(this.#cache.hashAt(request, index));
  }
}
