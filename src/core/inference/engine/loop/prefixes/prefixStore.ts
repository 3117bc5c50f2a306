import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A prefix's tokens with their keys and values, as the model's memory gives them. */
export interface StoredPrefix {
  tokens: number[];
  state: Uint8Array;
}

const budgetBytes = 256 * 1024 * 1024;
const extension = '.kv';
const magic = Buffer.from('TRKV0001');
const hashBytes = 32;

/**
 * Prefixes on disk, one file a name: magic, SHA-256 of the rest, number of tokens (u32, little
 * endian), the tokens (i32), the state. The file's name is a hash of the prefix's name and of the
 * model, KV type and format it belongs to, so another model never finds it. A file appears whole or
 * not at all; one that is damaged is deleted and taken for absent.
 */
export class PrefixStore {
  readonly #folder: string;
  readonly #key: string;
  #sizeBytes = 0;
  #count = 0;

  /** `key`: everything that must be equal for a state to be usable. */
  constructor(folder: string, key: string) {
    this.#folder = folder;
    this.#key = key;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get count(): number {
    return this.#count;
  }

  async load(name: string): Promise<StoredPrefix | undefined> {
    const path = this.#pathOf(name);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes === undefined) return undefined;
    const prefix = parse(bytes);
    const now = new Date();
    // Used ones are given up last.
    if (prefix !== undefined) await utimes(path, now, now).catch(() => {});
    else await rm(path, { force: true });
    return prefix;
  }

  /**
   * Replaces what the name had, then deletes the longest unused ones beyond the budget. Errors:
   * the system's, when the disk is full for instance; then what the name had is still there.
   */
  async save(name: string, { tokens, state }: StoredPrefix): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const count = Buffer.alloc(4);
    count.writeUInt32LE(tokens.length);
    const ids = Buffer.from(Int32Array.from(tokens).buffer);
    const body = Buffer.concat([count, ids, state]);
    const part = `${this.#pathOf(name)}.part`;
    try {
      // What a killed process left, or a link that would be followed.
      await rm(part, { force: true });
      await writeFile(part, Buffer.concat([magic, digest(body), body]), {
        ...{ mode: 0o600, flag: 'wx' },
      });
      await rename(part, this.#pathOf(name));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    await this.tidy();
  }

  /** Deletes what is beyond the budget and what a killed process left; counts the rest. */
  async tidy(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names.filter((each) => each.endsWith('.part'))) {
      await rm(join(this.#folder, name), { force: true });
    }
    const files = await Promise.all(
      names
        .filter((name) => name.endsWith(extension))
        .map(async (name) => {
          const path = join(this.#folder, name);
          const { size, mtimeMs } = await stat(path);
          return { path, size, mtimeMs };
        }),
    );
    this.#sizeBytes = 0;
    this.#count = 0;
    for (const { path, size } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
      if (this.#sizeBytes + size > budgetBytes) await rm(path, { force: true });
      else {
        this.#sizeBytes += size;
        this.#count++;
      }
    }
  }

  #pathOf(name: string): string {
    const hash = createHash('sha256').update(`${this.#key}\0${name}`).digest('hex');
    return join(this.#folder, `${hash.slice(0, 40)}${extension}`);
  }
}

function parse(bytes: Buffer): StoredPrefix | undefined {
  const body = bytes.subarray(magic.length + hashBytes);
  if (!bytes.subarray(0, magic.length).equals(magic) || body.length < 4) return undefined;
  if (!digest(body).equals(bytes.subarray(magic.length, magic.length + hashBytes)))
    return undefined;
  const count = body.readUInt32LE(0);
  const tokens = Array.from({ length: count }, (_, index) => body.readInt32LE(4 + 4 * index));
  return { tokens, state: new Uint8Array(body.subarray(4 + 4 * count)) };
}

function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
