interface Held<Loaded> {
  key: string;
  loaded: Loaded;
  users: number;
}

interface Loading {
  key: string;
  controller: AbortController;
}

type Load<Loaded> = (signal: AbortSignal) => Promise<Loaded>;

/** A place for one loaded model. Another one takes it when nobody uses the present one. */
export class ExclusiveModel<Loaded extends { dispose(): void }> {
  #held: Held<Loaded> | undefined;
  #loading: Loading | undefined;
  /** How many wait for the model of a key. */
  readonly #waiting = new Map<string, number>();
  #changing: Promise<unknown> = Promise.resolve();
  #onUnused: (() => void) | undefined;

  get current(): Loaded | undefined {
    return this.#held?.loaded;
  }

  /**
   * Works with the model of this key, loaded when it is not there; it stays until the work is
   * done. Whoever aborts while waiting is let go at once; a load is aborted when nobody waits for
   * it. Errors: those of `load` and `work`, the signal's reason.
   */
  async use<T>(
    key: string,
    load: Load<Loaded>,
    work: (loaded: Loaded) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const held = await this.#wait(key, load, signal);
    try {
      return await work(held.loaded);
    } finally {
      held.users--;
      if (held.users === 0) this.#onUnused?.();
    }
  }

  #wait(key: string, load: Load<Loaded>, signal: AbortSignal): Promise<Held<Loaded>> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      this.#countWaiting(key, 1);
      let isWaiting = true;
      const leave = (): void => {
        if (!isWaiting) return;
        isWaiting = false;
        signal.removeEventListener('abort', onAbort);
        this.#countWaiting(key, -1);
      };
      const onAbort = (): void => {
        leave();
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#change(async () => {
        if (!isWaiting) return;
        const held = await this.#take(key, load);
        if (!isWaiting) return;
        leave();
        held.users++;
        resolve(held);
      }).catch((error: unknown) => {
        leave();
        reject(error);
      });
    });
  }

  #countWaiting(key: string, change: 1 | -1): void {
    const count = (this.#waiting.get(key) ?? 0) + change;
    if (count > 0) {
      this.#waiting.set(key, count);
      return;
    }
    this.#waiting.delete(key);
    if (this.#loading?.key === key) this.#loading.controller.abort();
  }

  async #take(key: string, load: Load<Loaded>): Promise<Held<Loaded>> {
    if (this.#held?.key === key) return this.#held;
    await this.#dispose();
    const controller = new AbortController();
    this.#loading = { key, controller };
    // All may have left while the model before was in use.
    if (!this.#waiting.has(key)) controller.abort();
    try {
      controller.signal.throwIfAborted();
      const held = { key, loaded: await load(controller.signal), users: 0 };
      this.#held = held;
      return held;
    } finally {
      this.#loading = undefined;
    }
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
