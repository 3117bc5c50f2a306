import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobId } from '../../../contract/index.ts';
import { toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { FramesOutput, SoundOutput } from './mediaCalls.ts';

/** Of the sound, what later stages need; the samples are in `pcmPath`. */
export type WorkSound = Pick<SoundOutput, 'durationMs' | 'silences'> & { pcmPath: string };
export type WorkFrames = Pick<FramesOutput, 'changed'>;

/**
 * Files that one stage of a job leaves for the next: decoded sound, sampled frames. They live in
 * the library's folder `work/<job>` and go when the job is done; a resumed job finds them.
 */
export class WorkFiles {
  readonly folder: string;

  constructor(library: Library, jobId: JobId) {
    this.folder = join(library.directory, 'work', jobId);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** An empty folder of that name. */
  async emptyFolder(name: string): Promise<string> {
    const folder = this.path(name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** Written beside and renamed: what is there is whole. */
  async write(name: 'sound.json' | 'frames.json', value: WorkSound | WorkFrames): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(this.path(`${name}.new`), JSON.stringify(value));
      await rename(this.path(`${name}.new`), this.path(name));
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
    await rm(this.folder, { recursive: true, force: true });
  }

  async #read<Value>(name: string): Promise<Value | undefined> {
    const text = await readFile(this.path(name), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as Value);
  }
}
