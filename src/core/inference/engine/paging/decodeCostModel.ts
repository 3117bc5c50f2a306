import { median } from '../../../base/index.ts';

/** Steps of each kind that are remembered. */
const remembered = 15;
/** So many of each must have been seen before they are compared. */
const enough = 7;
/** While two take turns, one step in so many has both, so that its cost stays known. */
const trialEvery = 32;

/**
 * What a step of two tokens costs beside two steps of one. A GPU, or a processor that waits for its
 * memory, reads the weights once for both; a processor whose kernels take one token or four at a
 * time works twice and gains nothing. Which of them this model on this machine is, only its own
 * steps tell.
 */
export class DecodeCostModel {
  readonly #ones: number[] = [];
  readonly #pairs: number[] = [];
  #sinceTrial = 0;

  /** The step computed one token each for so many requests, and nothing else. */
  add(writers: number, durationMs: number): void {
    const costs = writers === 1 ? this.#ones : writers === 2 ? this.#pairs : undefined;
    if (costs === undefined) return;
    costs.push(durationMs);
    if (costs.length > remembered) costs.shift();
  }

  /**
   * Whether the next step has only one of the two requests: when that is cheaper, but now and then
   * not, to see what both cost.
   */
  takesTurn(): boolean {
    if (this.#ones.length < enough || this.#pairs.length < enough) return false;
    if (median(this.#pairs) <= 2 * median(this.#ones)) return false;
    this.#sinceTrial = (this.#sinceTrial + 1) % trialEvery;
    return this.#sinceTrial !== 0;
  }
}
