import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import { writeJsonAtomically } from '../store/writeJsonAtomically.ts';

const infoSchema = z.object({
  /** What the server called these bytes; a resumed request asks for the same. */
  etag: z.string().optional(),
  /** The hub's hash, kept from the first answer. */
  sha256: z.string().optional(),
});
export type PartInfo = z.infer<typeof infoSchema>;

/**
 * A download that is not finished: `FILE.part`, and beside it what the server said of it. Its
 * hash runs along; opening one that an earlier run left hashes what is there, so a kill at any
 * moment costs only the bytes that were not written yet.
 */
export class PartFile {
  readonly path: string;
  info: PartInfo = {};
  sizeBytes = 0;
  #hash: Hash = createHash('sha256');
  #handle: FileHandle;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  static async open(path: string): Promise<PartFile> {
    const part = new PartFile(path, await open(path, 'a'));
    try {
      part.info = infoSchema.parse(JSON.parse(await readFile(part.#infoPath, 'utf8')));
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
        part.#hash.update(chunk);
        part.sizeBytes += chunk.length;
      }
    } catch {
      // Nothing is known of these bytes: begin again.
      await part.restart();
    }
    return part;
  }

  async restart(): Promise<void> {
    await this.#handle.truncate(0);
    this.#hash = createHash('sha256');
    this.sizeBytes = 0;
    this.info = {};
  }

  async remember(info: PartInfo): Promise<void> {
    this.info = info;
    await writeJsonAtomically(this.#infoPath, info);
  }

  async append(chunk: Uint8Array): Promise<void> {
    await this.#handle.appendFile(chunk);
    this.#hash.update(chunk);
    this.sizeBytes += chunk.length;
  }

  /** The hash of all bytes so far. */
  sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  async finish(finalPath: string): Promise<void> {
    await this.#handle.sync();
    await this.close();
    await rename(this.path, finalPath);
    await rm(this.#infoPath, { force: true });
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  get #infoPath(): string {
    return `${this.path}.json`;
  }
}
