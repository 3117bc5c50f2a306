interface Held<Loaded> {
  key: string;
  loaded: Loaded;
  users: number;
}

/** A place for one loaded model. Another one takes it when nobody uses the present one. */
export class ExclusiveModel<Loaded extends { dispose(): void }> {
  #held: Held<Loaded> | undefined;
  #changing: Promise<unknown> = Promise.resolve();
  #onUnused: (() => void) | undefined;

  get current(): Loaded | undefined {
    return this.#held?.loaded;
  }

  /**
   * Works with the model of this key, loaded when it is not there; it stays until the work is
   * done. Errors: those of `load` and `work`.
   */
  async use<T>(
    key: string,
    load: () => Promise<Loaded>,
    work: (loaded: Loaded) => Promise<T>,
  ): Promise<T> {
    const held = await this.#take(key, load);
    try {
      return await work(held.loaded);
    } finally {
      held.users--;
      if (held.users === 0) this.#onUnused?.();
    }
  }

  async #take(key: string, load: () => Promise<Loaded>): Promise<Held<Loaded>> {
    return this.#change(async () => {
      if (this.#held?.key !== key) {
        await this.#dispose();
        this.#held = { key, loaded: await load(), users: 0 };
      }
      this.#held.users++;
      return this.#held;
    });
  }

  /** One change after the other. */
  #change<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => {});
    return changed;
  }

  async #dispose(): Promise<void> {
    const held = this.#held;
    if (held === undefined) return;
    if (held.users > 0) {
      await new Promise<void>((resolve) => {
        this.#onUnused = resolve;
      });
      this.#onUnused = undefined;
    }
    this.#held = undefined;
    held.loaded.dispose();
  }
}
