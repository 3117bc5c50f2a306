import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { JobId } from '../../../contract/index.ts';
import {
  entryBelow,
  pathBelow,
  privateFileMode,
  privateFolder,
  synchronise,
  synchroniseName,
  toAppError,
} from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { FramesOutput, SoundOutput } from './mediaCalls.ts';

/** Of the sound, what later stages need; the samples are in `pcmPath`. */
export type WorkSound = Pick<SoundOutput, 'durationMs' | 'silences'> & { pcmPath: string };
export type WorkFrames = Pick<FramesOutput, 'changed' | 'look'>;

/**
 * Files that one stage of a job leaves for the next: decoded sound, sampled frames. They live in
 * the library's folder `work/<job>` and go when the job is done; a resumed job finds them.
 */
export class WorkFiles {
  readonly #work: string;
  readonly #jobId: JobId;

  /** Errors, here and below: `library.unsafePath`. */
  constructor(library: Library, jobId: JobId) {
    this.#work = pathBelow(library.directory, 'work');
    this.#jobId = jobId;
  }

  /** Programs that follow links write there: it has none. */
  get folder(): string {
    const folder = pathBelow(this.#work, this.#jobId);
    if (existsSync(folder)) for (const name of readdirSync(folder)) pathBelow(folder, name);
    return folder;
  }

  path(name: string): string {
    return pathBelow(this.#work, this.#jobId, name);
  }

  /** An empty folder of that name. */
  async emptyFolder(name: string): Promise<string> {
    await rm(entryBelow(this.#work, this.#jobId, name), { recursive: true, force: true });
    const folder = this.path(name);
    await mkdir(folder, privateFolder);
    return folder;
  }

  /**
   * Written beside and renamed: what is there is whole. The files that it tells of are forced to the
   * disk with it: the stage's end may outlast a loss of power, and later stages then need them.
   */
  async write(
    name: 'sound.json' | 'frames.json',
    value: WorkSound | WorkFrames,
    files: readonly string[],
  ): Promise<void> {
    try {
      await mkdir(this.folder, privateFolder);
      await Promise.all(files.map(synchronise));
      await Promise.all(files.slice(0, 1).map(synchroniseName));
      await writeFile(this.path(`${name}.new`), JSON.stringify(value), {
        mode: privateFileMode,
        flush: true,
      });
      await rename(this.path(`${name}.new`), this.path(name));
      await synchroniseName(this.path(name));
    } catch (error) {
      throw toAppError(error);
    }
  }

  /** The decoded sound, or undefined when the video has none. */
  sound(): Promise<WorkSound | undefined> {
    return this.#read<WorkSound>('sound.json');
  }

  /** The sampled frames, or undefined when the video has no pictures. */
  frames(): Promise<WorkFrames | undefined> {
    return this.#read<WorkFrames>('frames.json');
  }

  async remove(): Promise<void> {
    await rm(entryBelow(this.#work, this.#jobId), { recursive: true, force: true });
  }

  async #read<Value>(name: string): Promise<Value | undefined> {
    const text = await readFile(this.path(name), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as Value);
  }
}
