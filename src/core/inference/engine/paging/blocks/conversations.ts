import type { Block } from './block.ts';

/** After so many requests without a sign of one, no conversation is thought to go on. */
const patience = 64;
/** Hashes of evicted blocks that are remembered, 8 bytes each. */
const maxEvicted = 4_096;

/**
 * Whether requests go on with what was answered here before. Where they do, what was just answered
 * is likely to be asked for again although nobody has yet; where they do not, keeping it makes every
 * token dearer for nothing. The signs: a prompt begins with blocks that hold an answer, or would have
 * if those had not been given up (the ghosts of the ARC cache, Megiddo and Modha 2003).
 */
export class Conversations {
  readonly #evicted = new Set<number>();
  #requestsSince = patience;

  get areAlive(): boolean {
    return this.#requestsSince < patience;
  }

  /** A request was admitted that found these blocks; `hashes` are of its further full blocks. */
  admitted(found: readonly Block[], hashes: Iterable<number>): void {
    if (found.some(({ isAnswer }) => isAnswer) || this.#wasEvicted(hashes)) this.#requestsSince = 0;
    else if (this.areAlive) this.#requestsSince++;
  }

  /** A block that nobody began with was given up although there was room. */
  evicted({ isAnswer, hash }: Block): void {
    if (!isAnswer || hash === undefined) return;
    if (this.#evicted.size >= maxEvicted) {
      const [oldest] = this.#evicted;
      if (oldest !== undefined) this.#evicted.delete(oldest);
    }
    this.#evicted.add(hash);
  }

  #wasEvicted(hashes: Iterable<number>): boolean {
    if (this.#evicted.size === 0) return false;
    for (const hash of hashes) if (this.#evicted.has(hash)) return true;
    return false;
  }
}
