import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentHash } from '../../../../contract/index.ts';
import { AppError, type Clock } from '../../../base/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { loadCatalogue } from '../catalogue/loadCatalogue.ts';
import type { KnownModel } from '../imported/importedModel.ts';
import { importedModels } from '../imported/importedModels.ts';
import type { Candidate } from './chooseModel.ts';
import { isAsRecorded, ModelFolder } from './modelFolder.ts';

interface ModelsOnDiskOptions {
  modelsDir: string;
  resourcesDir: string;
  clock: Clock;
}

/** For so long nobody looks whether another process has installed or removed a model. */
const keptMs = 3_000;

/** The catalogue's models and those of the models' folder, each with what the disk says of it. */
export class ModelsOnDisk {
  readonly #options: ModelsOnDiskOptions;
  #loading: Promise<Catalogue> | undefined;
  #kept: { all: readonly Candidate[]; atMs: number } | undefined;
  /** Counts changes: what was read before the last one is not kept. */
  #changes = 0;

  constructor(options: ModelsOnDiskOptions) {
    this.#options = options;
  }

  catalogue(): Promise<Catalogue> {
    this.#loading ??= loadCatalogue(this.#options.resourcesDir);
    return this.#loading;
  }

  folderOf(model: KnownModel): ModelFolder {
    return new ModelFolder(this.#options.modelsDir, model);
  }

  async known(): Promise<KnownModel[]> {
    const { models } = await this.catalogue();
    const ids: ReadonlySet<string> = new Set(models.map(({ id }) => id));
    return [...models, ...(await importedModels(this.#options.modelsDir, (id) => ids.has(id)))];
  }

  /** Reads all of it now. */
  async read(): Promise<readonly Candidate[]> {
    const atMs = this.#options.clock.nowMs();
    const changes = this.#changes;
    const all = await Promise.all(
      (await this.known()).map(async (model) => ({
        model,
        found: await this.folderOf(model).read(),
      })),
    );
    if (changes === this.#changes) this.#kept = { all, atMs };
    return all;
  }

  /**
   * What `choose` takes of all of it, for the many requests of a model at work, and for the many
   * searches without one: of a reading that is seconds old when the file of the one it takes is
   * still as it was then, or when it takes none. Changes through this object are seen at once
   * ({@link forget}), those of other processes after {@link keptMs}.
   */
  async choose(
    choose: (all: readonly Candidate[]) => Candidate | undefined,
  ): Promise<Candidate | undefined> {
    const kept = this.#kept;
    const ageMs = kept === undefined ? Number.NaN : this.#options.clock.nowMs() - kept.atMs;
    if (kept !== undefined && ageMs >= 0 && ageMs < keptMs) {
      const candidate = choose(kept.all);
      if (candidate === undefined || (await isAsRecorded(candidate.found))) return candidate;
    }
    return choose(await this.read());
  }

  /** Something was changed here. */
  forget(): void {
    this.#changes++;
    this.#kept = undefined;
  }

  /** Error: `model.unknown`. */
  async find(modelId: string): Promise<KnownModel> {
    const model = (await this.known()).find(({ id }) => id === modelId);
    if (model !== undefined) return model;
    throw new AppError('model.unknown', `Unknown model "${modelId.slice(0, 80)}".`);
  }

  /** The installed model that has this hash. */
  async withHash(sha256: ContentHash): Promise<KnownModel | undefined> {
    const all = await this.read();
    return all.find(({ found }) => found.manifest?.sha256 === sha256)?.model;
  }
}

/** What a folder takes on the disk. */
export async function treeBytes(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    // An unfinished download may be gone by now.
    const file = await stat(join(entry.parentPath, entry.name)).catch(() => undefined);
    bytes += file?.size ?? 0;
  }
  return bytes;
}
