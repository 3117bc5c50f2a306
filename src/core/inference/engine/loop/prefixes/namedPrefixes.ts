import type { LlamaContext } from '../../binding/context.ts';
import { createRequest } from '../../paging/request.ts';
import { type TextEngine, tokensPerBlock } from '../textEngine.ts';
import type { PrefixStore, StoredPrefix } from './prefixStore.ts';

/** Shorter ones are computed faster than they are read. */
const minTokens = 4 * tokensPerBlock;
/** Names beyond this are forgotten, the longest unused first. */
const maxNames = 64;

interface Seen {
  /** What all prompts of the name have in common; of the only one, all of it. */
  common: number[];
  /** How many of these tokens are on disk. */
  storedTokens: number;
}

/** Brings named prefixes back from disk before their first request, and saves them in idle time. */
export class NamedPrefixes {
  readonly #engine: TextEngine;
  readonly #context: LlamaContext;
  readonly #store: PrefixStore;
  readonly #seen = new Map<string, Seen>();
  readonly #restoring = new Map<string, Promise<void>>();

  constructor(engine: TextEngine, context: LlamaContext, store: PrefixStore) {
    this.#engine = engine;
    this.#context = context;
    this.#store = store;
  }

  /** To be awaited before the prompt is submitted. */
  async prepare(name: string, prompt: readonly number[]): Promise<void> {
    const seen = this.#seen.get(name);
    if (seen === undefined) {
      const restoring = this.#restoring.get(name) ?? this.#restore(name);
      this.#restoring.set(name, restoring);
      await restoring.finally(() => this.#restoring.delete(name));
    }
    const before = this.#seen.get(name);
    this.#seen.delete(name);
    this.#seen.set(name, {
      common: before === undefined ? [...prompt] : commonStart(before.common, prompt),
      storedTokens: before?.storedTokens ?? 0,
    });
    const oldest = this.#seen.keys().next().value;
    if (this.#seen.size > maxNames && oldest !== undefined) this.#seen.delete(oldest);
  }

  /** Saves what is new. Errors: the disk's; the rest is still saved at the next time. */
  async save(): Promise<void> {
    for (const [name, seen] of this.#seen) {
      const whole = Math.floor(seen.common.length / tokensPerBlock) * tokensPerBlock;
      if (whole < minTokens || whole <= seen.storedTokens) continue;
      const tokens = seen.common.slice(0, whole);
      const prefix = await this.#engine.between(() => this.#read(tokens));
      if (prefix === undefined) continue;
      await this.#store.save(name, prefix);
      seen.storedTokens = whole;
    }
  }

  async #restore(name: string): Promise<void> {
    const prefix = await this.#store.load(name);
    if (prefix === undefined) return;
    const isCached = await this.#engine.between(() => this.#write(prefix));
    // One that the model could not take is saved anew when its prompts come.
    const storedTokens = isCached ? prefix.tokens.length : 0;
    this.#seen.set(name, { common: prefix.tokens, storedTokens });
  }

  /** The state of tokens that are all cached, otherwise undefined. */
  #read(tokens: readonly number[]): StoredPrefix | undefined {
    const { cache } = this.#engine;
    const request = this.#passing(tokens);
    const match = cache.match(request);
    const whole = { ...match, partial: undefined, tokens: match.blocks.length * tokensPerBlock };
    if (whole.tokens < tokens.length || !cache.admit(request, whole)) return undefined;
    const { sequence } = request;
    const state = sequence === undefined ? undefined : this.#context.save(sequence);
    cache.release(request);
    return state === undefined ? undefined : { tokens: [...tokens], state };
  }

  /** True when the tokens are cached now. */
  #write({ tokens, state }: StoredPrefix): boolean {
    const { cache } = this.#engine;
    const request = this.#passing(tokens);
    if (cache.match(request).tokens >= tokens.length) return true;
    if (cache.available() < cache.blocksFor(tokens.length)) return false;
    if (!cache.admit(request, { blocks: [], partial: undefined, tokens: 0 })) return false;
    const { sequence } = request;
    const isRestored =
      sequence !== undefined &&
      cache.grow(request, tokens.length) &&
      this.#context.restore(sequence, state);
    if (isRestored) cache.advance(request, tokens.length);
    cache.release(request);
    return isRestored;
  }

  /** A request that is never computed; its last tokens stand for what would follow. */
  #passing(tokens: readonly number[]) {
    return createRequest({
      id: 0,
      prompt: [...tokens, -1, -1, -1, -1],
      priority: 0,
      arrivedAtMs: 0,
    });
  }
}

function commonStart(a: readonly number[], b: readonly number[]): number[] {
  const differs = a.findIndex((token, index) => token !== b[index]);
  return a.slice(0, differs === -1 ? a.length : differs);
}
