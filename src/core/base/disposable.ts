/** Something that holds a file, a process or a timer. Who creates it disposes it. */
export interface AsyncResource {
  dispose(): Promise<void>;
}

/** Collects cleanups while a composition is built and runs them in reverse order, once. */
export class CleanupStack implements AsyncResource {
  #cleanups: (() => void | Promise<void>)[] = [];

  add(cleanup: () => void | Promise<void>): void {
    this.#cleanups.push(cleanup);
  }

  /** Runs every cleanup even when one throws; the first error is thrown at the end. */
  async dispose(): Promise<void> {
    const errors: unknown[] = [];
    for (const cleanup of this.#cleanups.splice(0).reverse()) {
      try {
        await cleanup();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
