import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasSystemCode } from '../../../base/index.ts';
import type { KnownModel } from '../imported/importedModel.ts';
import { hashFile } from './hashFile.ts';
import { type ModelManifest, manifestName, readManifest } from './manifest.ts';
import { writeJsonAtomically } from './writeJsonAtomically.ts';

export interface ModelState {
  state: 'missing' | 'partial' | 'damaged' | 'installed';
  path: string;
  /** There when the model is installed. */
  manifest?: ModelManifest;
  /** Why it is damaged, or no longer there. */
  why?: string;
  /** True of a file that the user has elsewhere. */
  isLinked: boolean;
}

interface FileFound {
  size: number;
  mtimeMs: number;
}

/**
 * Where one model lives: `ID/FILE`, `ID/model.json`, and `ID/.work/` while it is installed. Of a file
 * that the user has elsewhere only `model.json`, which says where.
 */
export class ModelFolder {
  readonly dir: string;
  /** Of the model's own file. */
  readonly path: string;
  readonly workDir: string;
  readonly #modelsDir: string;
  readonly #model: KnownModel;

  constructor(modelsDir: string, model: KnownModel) {
    this.#model = model;
    this.#modelsDir = modelsDir;
    this.dir = join(modelsDir, model.id);
    this.path = join(this.dir, model.file);
    this.workDir = join(this.dir, '.work');
  }

  /**
   * What the disk says. A file of the recorded size and time is trusted; otherwise it is hashed
   * and compared with the record, or with the catalogue when there is no record.
   */
  async read(): Promise<ModelState> {
    const manifest = await this.#readManifest();
    const isLinked = manifest?.linkedPath !== undefined;
    const path = manifest?.linkedPath ?? this.path;
    const file = await statFile(path);
    if (file === undefined) {
      if (isLinked) return { state: 'missing', path, isLinked, why: 'the file is not there' };
      const begun = await hasEntries(this.workDir);
      return { state: begun ? 'partial' : 'missing', path, isLinked };
    }
    const expected = manifest?.sha256 ?? this.#model.sha256;
    const damaged = (why: string): ModelState => ({ state: 'damaged', path, isLinked, why });
    if (expected === undefined) return damaged('nothing tells what the file should be');
    const sizeBytes = manifest?.sizeBytes ?? this.#model.sizeBytes;
    if (file.size !== sizeBytes)
      return damaged(`it has ${file.size} bytes instead of ${sizeBytes}`);
    if (manifest?.modifiedMs === file.mtimeMs) {
      return { state: 'installed', path, isLinked, manifest };
    }
    if ((await hashOnce(path, file)) !== expected) {
      return damaged('its contents changed (the SHA-256 differs)');
    }
    const record = await this.writeManifest(path, {
      sha256: expected,
      source: manifest?.source ?? 'found on disk',
      linkedPath: manifest?.linkedPath,
    });
    return { state: 'installed', path, isLinked, manifest: record };
  }

  /** Records that the file at `path`, which is linked or has or will get the model's name, has this hash. */
  async writeManifest(
    path: string,
    {
      sha256,
      source,
      linkedPath,
    }: Pick<ModelManifest, 'sha256' | 'source'> & { linkedPath?: string | undefined },
  ): Promise<ModelManifest> {
    const { size, mtimeMs } = await stat(path);
    const { id, file, imported } = this.#model;
    const manifest: ModelManifest = {
      ...{ id, file, sizeBytes: size, modifiedMs: mtimeMs, sha256, source },
      ...(linkedPath !== undefined && { linkedPath }),
      ...(imported !== undefined && { imported }),
    };
    try {
      await writeJsonAtomically(join(this.dir, manifestName), manifest);
    } catch (error) {
      // In a folder that cannot be written, the next reading hashes again.
      if (!hasSystemCode(error, 'EACCES', 'EPERM', 'EROFS')) throw error;
    }
    return manifest;
  }

  /** Undefined when the file itself has to be hashed instead. */
  async #readManifest(): Promise<ModelManifest | undefined> {
    const manifest = await readManifest(this.#modelsDir, this.#model.id);
    return manifest?.file === this.#model.file ? manifest : undefined;
  }
}

/** Whether an installed model's file is still as its record has it: of that size and time. */
export async function isAsRecorded({ path, manifest }: ModelState): Promise<boolean> {
  const file = await statFile(path);
  return (
    file !== undefined && file.size === manifest?.sizeBytes && file.mtimeMs === manifest.modifiedMs
  );
}

/** Hashes of files that are not as they were recorded, which lists would read again and again. */
const hashes = new Map<string, ReturnType<typeof hashFile>>();
const maxHashes = 100;

function hashOnce(path: string, { size, mtimeMs }: FileFound): ReturnType<typeof hashFile> {
  const key = JSON.stringify([path, size, mtimeMs]);
  const known = hashes.get(key);
  if (known !== undefined) return known;
  if (hashes.size >= maxHashes) hashes.clear();
  const hash = hashFile(path);
  hashes.set(key, hash);
  hash.catch(() => hashes.delete(key));
  return hash;
}

async function statFile(path: string): Promise<FileFound | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found : undefined;
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

async function hasEntries(dir: string): Promise<boolean> {
  try {
    return (await readdir(dir)).length > 0;
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}
