import type { JobId } from '../../../contract/index.ts';

/** How often a parent of many children is told of. */
const everyMs = 500;

/** A parent's progress is that of its children: it is told of with them, but not with each. */
export class TouchedParents {
  readonly #tell: (jobIds: readonly JobId[]) => void;
  readonly #touched = new Set<JobId>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (jobIds: readonly JobId[]) => void) {
    this.#tell = tell;
  }

  touch(jobId: JobId): void {
    this.#touched.add(jobId);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const touched = [...this.#touched];
      this.#touched.clear();
      this.#tell(touched);
    }, everyMs).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
