import { median } from '../../../../base/index.ts';
import type { StepPart } from './schedulerOptions.ts';

/** Steps of each kind that are remembered. */
const remembered = 9;
/** Fewer of prompts: a token costs more and more, the longer the prompt is. */
const rememberedReads = 5;
/** So many of each must have been seen before two ways are compared. */
const enough = 5;
/** The way that is dearer is taken once in so many times, so that its cost stays known. */
const trialEvery = 32;
/** But never in a step that may take so long: somebody may read along. */
const longestTrialMs = 150;
/** Steps that read fewer tokens tell what a step costs, not what a prompt's token does. */
const minReadTokens = 16;
/** As long as no such step was seen. */
const supposed = { readMsPerToken: 1, writeMsPerWriter: 8 };

export interface StepCostsOptions {
  /**
   * From so many tokens on, a step's attention is computed in tiles of as many rows, each over all
   * cells that one of its rows sees; undefined: never.
   */
  tileRows: number | undefined;
}

type Part = Pick<StepPart, 'count' | 'chooses'>;

/**
 * What steps cost with this model on this machine, told by its own: those that write, those that
 * read prompts, and those that do both.
 */
export class StepCosts {
  readonly #tileRows: number | undefined;
  /** A prompt's token. */
  #readMs: number[] = [];
  /** A step of writers alone, by how many they are. */
  readonly #writeMs = new Map<number, number[]>();
  /** Steps that did both, as multiples of what their halves cost alone. */
  #bothShares: number[] = [];
  #turns = 0;
  #divisions = 0;

  constructor({ tileRows }: StepCostsOptions) {
    this.#tileRows = tileRows;
  }

  /** The parts were one step, without drafts. */
  add(parts: readonly Part[], durationMs: number): void {
    const writers = parts.filter(isWriting).length;
    const readTokens = tokensOf(parts) - writers;
    if (readTokens === 0) {
      this.#writeMs.set(writers, latest(this.#writeMs.get(writers) ?? [], durationMs));
    } else if (readTokens >= minReadTokens) {
      const isBoth = writers > 0 && this.#isTiled(writers + readTokens);
      if (isBoth) {
        const apartMs = this.writeMs(writers) + readTokens * this.readMsPerToken;
        this.#bothShares = latest(this.#bothShares, durationMs / apartMs);
      } else {
        const readMs = Math.max(0, durationMs - this.writeMs(writers));
        this.#readMs = latest(this.#readMs, readMs / readTokens).slice(-rememberedReads);
      }
    }
  }

  /** Of a prompt. */
  get readMsPerToken(): number {
    return this.#readMs.length === 0 ? supposed.readMsPerToken : median(this.#readMs);
  }

  /** A step of one token for each of so many requests; more than were seen cost less than in proportion. */
  writeMs(writers: number): number {
    if (writers === 0) return 0;
    const [nearest] = [...this.#writeMs.keys()].toSorted(
      (a, b) => Math.abs(a - writers) - Math.abs(b - writers),
    );
    const costs = nearest === undefined ? undefined : this.#writeMs.get(nearest);
    if (nearest === undefined || costs === undefined) return writers * supposed.writeMsPerWriter;
    return median(costs) * Math.max(1, Math.sqrt(writers / nearest));
  }

  /**
   * Two requests write and nothing else is to do: whether the next step has only one of them. A GPU,
   * or a processor that waits for its memory, reads the weights once for both; a processor whose
   * kernels take one token or four at a time works twice and gains nothing.
   */
  takesTurn(): boolean {
    const [ones = [], pairs = []] = [this.#writeMs.get(1), this.#writeMs.get(2)];
    if (ones.length < enough || pairs.length < enough) return false;
    if (median(pairs) <= 2 * median(ones)) return false;
    this.#turns = (this.#turns + 1) % trialEvery;
    return this.#turns !== 0;
  }

  /**
   * A step's parts in the order in which they are computed: all together, or those that write before
   * those that read.
   *
   * llama.cpp's attention on processors takes a step's rows in tiles (`flash_attn_ext_tiled` of
   * ggml-cpu). Writers that share one with a prompt let all its rows look at every writer's cells:
   * 16 writers beside 64 tokens of a prompt took half again as long as one after the other. But then
   * the weights are read twice, which is dear in large models.
   */
  divide<P extends Part>(parts: readonly P[]): readonly (readonly P[])[] {
    const writing = parts.filter(isWriting);
    const reading = parts.filter((part) => !isWriting(part));
    const readTokens = tokensOf(reading);
    const canDivide = writing.length > 0 && readTokens >= minReadTokens;
    if (!canDivide || !this.#isTiled(writing.length + readTokens)) return [parts];
    const isCheaperApart =
      this.#bothShares.length < enough ||
      this.#readMs.length < enough ||
      median(this.#bothShares) > 1;
    this.#divisions++;
    const apartMs = this.writeMs(writing.length) + readTokens * this.readMsPerToken;
    const isTrial = this.#divisions >= trialEvery && apartMs <= longestTrialMs;
    if (isTrial) this.#divisions = 0;
    return isCheaperApart === isTrial ? [parts] : [writing, reading];
  }

  /**
   * How many of a prompt's tokens a step reads when it may take so long: whole tiles, unless it is
   * far from one. A tile that is filled in part costs as much as a full one, and a step that is too
   * small for one costs more.
   */
  readTokens(durationMs: number): number {
    const tokens = Math.max(0, Math.floor(durationMs / this.readMsPerToken));
    if (this.#tileRows === undefined) return tokens;
    if (tokens < 0.65 * this.#tileRows) return tokens;
    return Math.max(1, Math.floor((tokens * 1.1) / this.#tileRows)) * this.#tileRows;
  }

  #isTiled(rows: number): boolean {
    return this.#tileRows !== undefined && rows >= this.#tileRows;
  }
}

function isWriting({ count, chooses }: Part): boolean {
  return count === 1 && chooses;
}

function tokensOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}

function latest(values: readonly number[], value: number): number[] {
  return [...values, value].slice(-remembered);
}
