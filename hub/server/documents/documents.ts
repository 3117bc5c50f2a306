import { Shelf } from '../away/copies.ts';

/** A document as readers get it. `readAtMs`: when what it says was read from the database. */
export interface ReadyDocument {
  html: string;
  readAtMs: number;
}

/** So many paths are remembered as emptied; one that is older than a document's age is of no use. */
const maxEmptied = 1_000;

/**
 * Documents that were rendered, so that most visits take no rendering. What was read from the
 * database before its path was emptied is never kept.
 */
export class Documents {
  readonly #ready = new Shelf<ReadyDocument>();
  readonly #rendering = new Map<string, Promise<string | undefined>>();
  readonly #emptiedAtMs = new Map<string, number>();

  /** The document of a path that is not older than `maxAgeMs`. */
  get(path: string, maxAgeMs: number): string | undefined {
    const ready = this.#ready.get(path);
    return ready !== undefined && Date.now() - ready.readAtMs < maxAgeMs ? ready.html : undefined;
  }

  /** Renders once for all who ask meanwhile. Undefined where there is no document to keep. */
  async render(
    path: string,
    render: () => Promise<ReadyDocument | undefined>,
  ): Promise<string | undefined> {
    const running = this.#rendering.get(path);
    if (running !== undefined) return running;
    const made = render().then((document) => {
      if (document === undefined) return undefined;
      if (document.readAtMs >= (this.#emptiedAtMs.get(path) ?? 0)) this.#ready.keep(path, document);
      return document.html;
    });
    this.#rendering.set(path, made);
    try {
      return await made;
    } finally {
      if (this.#rendering.get(path) === made) this.#rendering.delete(path);
    }
  }

  /** A call has changed what these paths show: who asks from now on gets it anew. */
  empty(paths: Iterable<string>): void {
    for (const path of paths) {
      this.#ready.forget(path);
      this.#rendering.delete(path);
      this.#emptiedAtMs.delete(path);
      this.#emptiedAtMs.set(path, Date.now());
    }
    for (const oldest of this.#emptiedAtMs.keys()) {
      if (this.#emptiedAtMs.size <= maxEmptied) break;
      this.#emptiedAtMs.delete(oldest);
    }
  }
}

/** The path whose document has a tag of the cache. */
export function pathOfTag(tag: string): string {
  if (tag === 'pages') return '/';
  return tag.replace(/^page:/, '/p/').replace(/^topic:/, '/topics/');
}
