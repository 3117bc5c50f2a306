import type { TokenLogprob } from '../../languageModel.ts';

/** Twenty times a second reads as flowing; each event takes the cores from the model for a moment. */
const paceMs = 50;

type Emit = (text: string, logprobs: readonly TokenLogprob[]) => void;

/**
 * Passes text and logprobs on: the first at once, then what came together in a while, and never
 * later than that, because the next token may be a long step away.
 */
export class ThrottledStream {
  readonly #emit: Emit;
  #text = '';
  #logprobs: TokenLogprob[] = [];
  #lastAtMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  add(text: string, logprobs: readonly TokenLogprob[]): void {
    this.#text += text;
    this.#logprobs.push(...logprobs);
    const waitMs = this.#lastAtMs + paceMs - performance.now();
    if (waitMs <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), waitMs);
  }

  /** Passes on what is left. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === '' && this.#logprobs.length === 0) return;
    this.#emit(this.#text, this.#logprobs);
    this.#text = '';
    this.#logprobs = [];
    this.#lastAtMs = performance.now();
  }
}
