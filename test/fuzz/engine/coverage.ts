import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector';

/**
 * Which blocks of the program have run, as V8 counts them. Only of files: neither Node's own code
 * nor the fuzzer's.
 */
export class Coverage {
  readonly #session = new Session();
  readonly #seen = new Set<string>();
  #fresh = new Set<string>();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  get size(): number {
    return this.#seen.size;
  }

  /** How many blocks ran for the first time since the last call; they are the fresh ones. */
  take(): number {
    this.#fresh = new Set();
    for (const block of this.#ran()) {
      if (!this.#seen.has(block)) this.#fresh.add(block);
      this.#seen.add(block);
    }
    return this.#fresh.size;
  }

  /** How many of the blocks that the last `take` found ran since; each is told once. */
  takeFresh(): number {
    const before = this.#fresh.size;
    for (const block of this.#ran()) this.#fresh.delete(block);
    return before - this.#fresh.size;
  }

  *#ran(): Generator<string> {
    for (const { url, functions } of this.#read()) {
      if (!url.startsWith('file:') || url.includes('/test/fuzz/engine/')) continue;
      for (const { ranges } of functions) {
        for (const { count, startOffset, endOffset } of ranges) {
          if (count > 0) yield `${url} ${startOffset} ${endOffset}`;
        }
      }
    }
  }

  /** Calls of a session on its own thread are answered at once. */
  #read(): Profiler.ScriptCoverage[] {
    let result: Profiler.ScriptCoverage[] = [];
    this.#session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error !== null) throw error;
      result = taken.result;
    });
    return result;
  }
}
