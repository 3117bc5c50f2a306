/**
 * Any number of listeners on one signal, of which it sees one: a signal compares each new listener
 * with all that it has, so that ten thousand of them take seconds to add.
 */
export class AbortListeners {
  readonly #bySignal = new WeakMap<AbortSignal, Set<() => void>>();

  /** Calls `listener` when the signal aborts; what comes back stops that. */
  listen(signal: AbortSignal, listener: () => void): () => void {
    const listeners = this.#bySignal.get(signal) ?? this.#attach(signal);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  #attach(signal: AbortSignal): Set<() => void> {
    const listeners = new Set<() => void>();
    this.#bySignal.set(signal, listeners);
    const onAbort = (): void => {
      this.#bySignal.delete(signal);
      for (const listener of listeners) listener();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    return listeners;
  }
}
