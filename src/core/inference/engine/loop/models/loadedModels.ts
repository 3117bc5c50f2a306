interface Held<Loaded> {
  key: string;
  loaded: Loaded;
  users: number;
  /** Nobody new gets it: another takes its room. */
  isLeaving: boolean;
  /** Told when the last of its users is done. */
  onUnused: (() => void) | undefined;
}

interface Loading {
  key: string;
  controller: AbortController;
}

/** How a model that is not loaded gets its place. */
export interface Loader<Loaded> {
  /** Whether it fits beside those that are loaded; asked anew when one of them has left. */
  fits(): Promise<boolean>;
  /** Whether it comes instead of that one: the same file with another pool. */
  replaces(loaded: Loaded): boolean;
  load(signal: AbortSignal): Promise<Loaded>;
}

/**
 * The models that are loaded, as many as fit. When another one does not fit, the least recently used
 * one leaves, as soon as nobody uses it.
 */
export class LoadedModels<Loaded extends { dispose(): void }> {
  /** By key, the most recently used one last. */
  readonly #held = new Map<string, Held<Loaded>>();
  #loading: Loading | undefined;
  /** How many wait for the model of a key. */
  readonly #waiting = new Map<string, number>();
  #changing: Promise<unknown> = Promise.resolve();

  /** The most recently used one first. */
  get all(): Loaded[] {
    return [...this.#held.values()].map(({ loaded }) => loaded).reverse();
  }

  /**
   * Works with the model of this key, loaded when it is not there; it stays until the work is
   * done. Whoever aborts while waiting is let go at once; a load is aborted when nobody waits for
   * it. Errors: those of `loader` and `work`, the signal's reason.
   */
  async use<T>(
    key: string,
    loader: Loader<Loaded>,
    work: (loaded: Loaded) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const held = await this.#wait(key, loader, signal);
    try {
      return await work(held.loaded);
    } finally {
      held.users--;
      if (held.users === 0) held.onUnused?.();
    }
  }

  #wait(key: string, loader: Loader<Loaded>, signal: AbortSignal): Promise<Held<Loaded>> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      // One that is there does not wait for another that loads.
      const there = this.#usable(key);
      if (there !== undefined) {
        resolve(this.#noteUse(there));
        return;
      }
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
        const held = this.#usable(key) ?? (await this.#load(key, loader));
        if (!isWaiting) return;
        leave();
        resolve(this.#noteUse(held));
      }).catch((error: unknown) => {
        leave();
        reject(error);
      });
    });
  }

  #usable(key: string): Held<Loaded> | undefined {
    const held = this.#held.get(key);
    return held?.isLeaving === false ? held : undefined;
  }

  #noteUse(held: Held<Loaded>): Held<Loaded> {
    held.users++;
    this.#held.delete(held.key);
    this.#held.set(held.key, held);
    return held;
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

  async #load(key: string, loader: Loader<Loaded>): Promise<Held<Loaded>> {
    const controller = new AbortController();
    this.#loading = { key, controller };
    try {
      await this.#makeRoom(loader);
      // All may have left while a model was waited for.
      if (!this.#waiting.has(key)) controller.abort();
      controller.signal.throwIfAborted();
      const loaded = await loader.load(controller.signal);
      const held = { key, loaded, users: 0, isLeaving: false, onUnused: undefined };
      this.#held.set(key, held);
      return held;
    } finally {
      this.#loading = undefined;
    }
  }

  async #makeRoom(loader: Loader<Loaded>): Promise<void> {
    for (const held of [...this.#held.values()]) {
      if (loader.replaces(held.loaded)) await this.#dispose(held);
    }
    while (this.#held.size > 0 && !(await loader.fits())) {
      const [oldest] = this.#held.values();
      const unused = [...this.#held.values()].find(({ users }) => users === 0);
      const leaving = unused ?? oldest;
      if (leaving !== undefined) await this.#dispose(leaving);
    }
  }

  /** One change after the other. */
  #change<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => {});
    return changed;
  }

  async #dispose(held: Held<Loaded>): Promise<void> {
    held.isLeaving = true;
    if (held.users > 0) {
      await new Promise<void>((resolve) => {
        held.onUnused = resolve;
      });
    }
    this.#held.delete(held.key);
    held.loaded.dispose();
  }
}
