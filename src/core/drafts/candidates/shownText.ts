/**
 * Of the texts that grow at the same time one is shown: the oldest that has not ended, and then
 * what the next one has so far. So whoever reads along sees one text grow after the other.
 */
export class ShownText {
  readonly #texts = new Map<number, string>();
  readonly #show: (index: number, added: string) => void;

  /** `show` is told what is added to a candidate's text on the screen. */
  constructor(show: (index: number, added: string) => void) {
    this.#show = show;
  }

  begin(index: number): void {
    this.#texts.set(index, '');
  }

  add(index: number, added: string): void {
    this.#texts.set(index, (this.#texts.get(index) ?? '') + added);
    if (index === this.#first) this.#show(index, added);
  }

  end(index: number): void {
    const first = this.#first;
    this.#texts.delete(index);
    if (index !== first) return;
    for (const [at, text] of [...this.#texts].slice(0, 1)) if (text !== '') this.#show(at, text);
  }

  get #first(): number | undefined {
    return this.#texts.keys().next().value;
  }
}
