import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { contentHashSchema } from '../../../../contract/index.ts';
import { hasSystemCode } from '../../../base/index.ts';
import type { CatalogueModel } from '../catalogue/catalogue.ts';
import { hashFile } from './hashFile.ts';
import { writeJsonAtomically } from './writeJsonAtomically.ts';

const manifestSchema = z.object({
  id: z.string(),
  file: z.string(),
  sizeBytes: z.number().int().positive(),
  /** The file's modification time when it was hashed: a cheap sign that it is still the same. */
  modifiedMs: z.number(),
  sha256: contentHashSchema,
  source: z.string(),
});
export type ModelManifest = z.infer<typeof manifestSchema>;

export interface ModelState {
  state: 'missing' | 'partial' | 'damaged' | 'installed';
  path: string;
  /** There when the model is installed. */
  manifest?: ModelManifest;
  /** Why it is damaged. */
  why?: string;
}

/** Where one model lives: `ID/FILE`, `ID/model.json`, and `ID/.work/` while it is installed. */
export class ModelFolder {
  readonly dir: string;
  readonly path: string;
  readonly workDir: string;
  readonly #manifestPath: string;
  readonly #model: CatalogueModel;

  constructor(modelsDir: string, model: CatalogueModel) {
    this.#model = model;
    this.dir = join(modelsDir, model.id);
    this.path = join(this.dir, model.file);
    this.workDir = join(this.dir, '.work');
    this.#manifestPath = join(this.dir, 'model.json');
  }

  /**
   * What the disk says. A file of the recorded size and time is trusted; otherwise it is hashed
   * and compared with the record, or with the catalogue when there is no record.
   */
  async read(): Promise<ModelState> {
    const { path } = this;
    const file = await statFile(path);
    if (file === undefined) {
      const begun = await hasEntries(this.workDir);
      return { state: begun ? 'partial' : 'missing', path };
    }
    const manifest = await this.#readManifest();
    const expected = manifest?.sha256 ?? this.#model.sha256;
    if (expected === undefined) {
      return { state: 'damaged', path, why: 'nothing tells what the file should be' };
    }
    const sizeBytes = manifest?.sizeBytes ?? this.#model.sizeBytes;
    if (file.size !== sizeBytes) {
      return { state: 'damaged', path, why: `it has ${file.size} bytes instead of ${sizeBytes}` };
    }
    if (manifest?.modifiedMs === file.mtimeMs) return { state: 'installed', path, manifest };
    if ((await hashFile(path)) !== expected) {
      return { state: 'damaged', path, why: 'its contents changed (the SHA-256 differs)' };
    }
    const source = manifest?.source ?? 'found on disk';
    return { state: 'installed', path, manifest: await this.writeManifest(path, expected, source) };
  }

  /** Records that the file at `path`, which has or will get the model's name, has this hash. */
  async writeManifest(
    path: string,
    sha256: ModelManifest['sha256'],
    source: string,
  ): Promise<ModelManifest> {
    const { size, mtimeMs } = await stat(path);
    const { id, file } = this.#model;
    const manifest = { id, file, sizeBytes: size, modifiedMs: mtimeMs, sha256, source };
    try {
      await writeJsonAtomically(this.#manifestPath, manifest);
    } catch (error) {
      // In a folder that cannot be written, the next reading hashes again.
      if (!hasSystemCode(error, 'EACCES', 'EPERM', 'EROFS')) throw error;
    }
    return manifest;
  }

  async #readManifest(): Promise<ModelManifest | undefined> {
    try {
      const manifest = manifestSchema.parse(JSON.parse(await readFile(this.#manifestPath, 'utf8')));
      return manifest.file === this.#model.file ? manifest : undefined;
    } catch {
      // None, or unreadable: the file itself is hashed instead.
      return undefined;
    }
  }
}

async function statFile(path: string): Promise<{ size: number; mtimeMs: number } | undefined> {
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
