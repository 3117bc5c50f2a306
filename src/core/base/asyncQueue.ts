/**
 * A one-reader stream: producers `push`, the reader iterates with `for await`, `end` or `fail`
 * closes it. Values pushed before the reader comes are kept; leaving the loop drops the rest.
 */
export class AsyncQueue<T> implements AsyncIterable<T> {
  #values: T[] = [];
  #ended = false;
  #error: unknown;
  #wake: (() => void) | undefined;

  push(value: T): void {
    if (this.#ended) return;
    this.#values.push(value);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  fail(error: unknown): void {
    if (this.#ended) return;
    this.#error = error;
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    try {
      while (true) {
        const value = this.#values.shift();
        if (value !== undefined) {
          yield value;
        } else if (this.#ended) {
          if (this.#error !== undefined) throw this.#error;
          return;
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          this.#wake = undefined;
        }
      }
    } finally {
      this.#ended = true;
      this.#values = [];
    }
  }
}
