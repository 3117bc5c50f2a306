import type { LlamaContext } from '../../binding/context.ts';
import type { ScheduledRequest } from '../../paging/request.ts';
import type { SavedStates } from '../../paging/scheduling/schedulerOptions.ts';

/** Memory beside the pool that preempted requests may take. */
const budgetBytes = 256 * 1024 * 1024;
/** Out and in again, far below what memory does; measured copies were faster. */
const copyBytesPerMs = 500_000;

interface Saved {
  tokens: number;
  bytes: Uint8Array;
}

export interface StateSaverOptions {
  context: Pick<LlamaContext, 'save' | 'restore'>;
  bytesPerToken: number;
  /** What one prompt token takes to compute, as lately measured. */
  msPerToken: () => number;
}

/**
 * Saves a preempted request's keys and values in memory when copying them out and in costs less
 * than computing them again would.
 */
export class StateSaver implements SavedStates {
  readonly #options: StateSaverOptions;
  readonly #saved = new Map<ScheduledRequest, Saved>();
  #bytes = 0;

  constructor(options: StateSaverOptions) {
    this.#options = options;
  }

  save(request: ScheduledRequest): void {
    const { context, bytesPerToken } = this.#options;
    const bytes = request.computed * bytesPerToken;
    if (request.sequence === undefined || this.#isCheaperToCompute(request.computed)) return;
    if (this.#bytes + bytes > budgetBytes) return;
    this.forget(request);
    const state = { tokens: request.computed, bytes: context.save(request.sequence) };
    this.#saved.set(request, state);
    this.#bytes += state.bytes.length;
  }

  prefers(request: ScheduledRequest, cachedTokens: number): boolean {
    const saved = this.#saved.get(request);
    return (
      saved !== undefined && !this.#isCheaperToCompute(saved.tokens - cachedTokens, saved.tokens)
    );
  }

  tokensOf(request: ScheduledRequest): number {
    return this.#saved.get(request)?.tokens ?? 0;
  }

  restore(request: ScheduledRequest): boolean {
    const saved = this.#saved.get(request);
    if (saved === undefined || request.sequence === undefined) return false;
    const isRestored = this.#options.context.restore(request.sequence, saved.bytes);
    this.forget(request);
    return isRestored;
  }

  forget(request: ScheduledRequest): void {
    this.#bytes -= this.#saved.get(request)?.bytes.length ?? 0;
    this.#saved.delete(request);
  }

  #isCheaperToCompute(missingTokens: number, copiedTokens = missingTokens): boolean {
    const { bytesPerToken, msPerToken } = this.#options;
    const copyMs = (2 * copiedTokens * bytesPerToken) / copyBytesPerMs;
    return missingTokens * msPerToken() <= copyMs;
  }
}
