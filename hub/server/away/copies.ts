import type { Found, ListedPage, ShownPage } from '../store.ts';

/** What was read, and when: in milliseconds since 1970. */
interface Read {
  readAtMs: number;
}
export interface HomeData extends Read {
  pages: ListedPage[];
  topics: { slug: string; name: string; pages: number }[];
}
export interface PageData extends Read {
  shown: ShownPage | undefined;
}
export interface TopicData extends Read {
  pages: ListedPage[];
  name: string | undefined;
}
export interface CountData extends Read {
  count: number;
}
export interface FoundData extends Read {
  found: Found;
}

const maxShelfCharacters = 32_000_000;

/** The newest copies of one kind; those that were not needed for longest give way. */
export class Shelf<Value extends Read> {
  readonly #copies = new Map<string, { value: Value; characters: number }>();
  #characters = 0;

  keep(key: string, value: Value): void {
    const kept = this.#copies.get(key);
    // Most visits bring what is here already.
    if (kept?.value.readAtMs === value.readAtMs) return;
    this.forget(key);
    const characters = JSON.stringify(value).length;
    if (characters > maxShelfCharacters) return;
    this.#copies.set(key, { value, characters });
    this.#characters += characters;
    for (const oldest of this.#copies.keys()) {
      if (this.#characters <= maxShelfCharacters) break;
      this.forget(oldest);
    }
  }

  get(key: string): Value | undefined {
    return this.#copies.get(key)?.value;
  }

  forget(key: string): void {
    const kept = this.#copies.get(key);
    if (kept === undefined) return;
    this.#characters -= kept.characters;
    this.#copies.delete(key);
  }

  clear(): void {
    this.#copies.clear();
    this.#characters = 0;
  }
}

/** The last good copy of all that readers get, for while the database is away. */
export function createCopies() {
  return {
    home: new Shelf<HomeData>(),
    page: new Shelf<PageData>(),
    topic: new Shelf<TopicData>(),
    count: new Shelf<CountData>(),
    /** What is at an address, by its slug. */
    found: new Shelf<FoundData>(),
  };
}
export type Copies = ReturnType<typeof createCopies>;

/** The key of what there is one of. */
export const theOne = '';
