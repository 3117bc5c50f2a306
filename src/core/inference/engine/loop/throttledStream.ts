/** Twenty times a second reads as flowing; each event takes the cores from the model for a moment. */
const paceMs = 50;

/** Passes text on: the first at once, then what came together in a while. */
export class ThrottledStream {
  readonly #emit: (text: string) => void;
  #text = '';
  #lastAtMs = -Infinity;

  constructor(emit: (text: string) => void) {
    this.#emit = emit;
  }

  add(text: string): void {
    this.#text += text;
    if (performance.now() - this.#lastAtMs >= paceMs) this.flush();
  }

  /** Passes on what is left. */
  flush(): void {
    if (this.#text === '') return;
    this.#emit(this.#text);
    this.#text = '';
    this.#lastAtMs = performance.now();
  }
}
