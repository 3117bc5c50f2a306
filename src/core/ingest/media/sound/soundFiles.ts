import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import type { ContentHash, VideoId } from '../../../../contract/index.ts';
import { pathBelow, privateFolder, toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { originalHash, pathOf } from '../../../library/index.ts';
import type { MediaClient } from '../mediaClient.ts';

/** Kept after their use: a request that failed is mostly sent again. */
const maxIdle = 16;

/**
 * The sound of videos in files of their own (FLAC, mono, 16 kHz), made when it is asked for and
 * shared by all who ask. They lie in the library's folder `work/sound`, which is emptied when the
 * library is next tidied: a crash leaves nothing for long.
 */
export class SoundFiles {
  readonly #library: Library;
  readonly #media: MediaClient;
  readonly #users = new Map<ContentHash, number>();
  /** Oldest first. */
  readonly #idle = new Set<ContentHash>();
  /** One is made at a time. Decoding is light: it does not wait for the processor's slot. */
  #line: Promise<unknown> = Promise.resolve();

  constructor({ library, media }: { library: Library; media: MediaClient }) {
    this.#library = library;
    this.#media = media;
  }

  /** Errors: `video.notFound`, `media.missing`, `input.unsupported`, `disk.full`; the signal's. */
  async open(videoId: VideoId, signal: AbortSignal): Promise<{ path: string; release(): void }> {
    const contentHash = originalHash(this.#library, videoId);
    this.#users.set(contentHash, (this.#users.get(contentHash) ?? 0) + 1);
    this.#idle.delete(contentHash);
    const path = this.#pathOf(contentHash);
    let isReleased = false;
    const release = (): void => {
      if (!isReleased) this.#release(contentHash);
      isReleased = true;
    };
    const made = this.#line.then(() => this.#make(contentHash, path, signal));
    this.#line = made.catch(() => {});
    try {
      await made;
    } catch (error) {
      release();
      throw error;
    }
    return { path, release };
  }

  async #make(contentHash: ContentHash, path: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (existsSync(path)) return;
    // Another process may make the same.
    const unfinished = `${path}.${randomUUID()}`;
    try {
      await mkdir(pathBelow(this.#library.directory, 'work', 'sound'), privateFolder);
      const input = pathOf(this.#library, contentHash);
      await this.#media.call('soundFile', { path: input, output: unfinished }, { signal });
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => {});
      throw signal.aborted ? error : toAppError(error);
    }
  }

  #release(contentHash: ContentHash): void {
    const users = (this.#users.get(contentHash) ?? 1) - 1;
    if (users > 0) return void this.#users.set(contentHash, users);
    this.#users.delete(contentHash);
    this.#idle.add(contentHash);
    const [oldest] = this.#idle;
    if (this.#idle.size <= maxIdle || oldest === undefined) return;
    this.#idle.delete(oldest);
    // In line, so that nobody who asks for it meanwhile is given a file that goes.
    this.#line = this.#line.then(async () => {
      if (!this.#users.has(oldest)) await rm(this.#pathOf(oldest), { force: true }).catch(() => {});
    });
  }

  #pathOf(contentHash: ContentHash): string {
    return pathBelow(this.#library.directory, 'work', 'sound', `${contentHash}.flac`);
  }
}
