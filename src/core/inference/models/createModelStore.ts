import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelId, ModelSummary, ModelTask } from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import { type Host, NetworkGate } from '../../host/index.ts';
import type { Catalogue, CatalogueModel } from './catalogue/catalogue.ts';
import { loadCatalogue } from './catalogue/loadCatalogue.ts';
import type { InstalledModel, ModelSource } from './installedModel.ts';
import { type Machine, modelFit, thisMachine } from './modelFit.ts';
import type { Hub } from './sources/deliverFromHub.ts';
import { hubTiming } from './sources/hubDownload.ts';
import { type PythonCommand, pythonCommands } from './sources/python.ts';
import { freeBytesOf } from './store/diskSpace.ts';
import { identifyModel, importModel } from './store/importModel.ts';
import { withInstallLock } from './store/installLock.ts';
import { installModel } from './store/installModel.ts';
import { LicenceRecord } from './store/licenceRecord.ts';
import { ModelFolder, type ModelState } from './store/modelFolder.ts';
import { type OnModelProgress, ProgressMeter } from './store/progressMeter.ts';

interface InstallOptions {
  /** True: the user read and accepted the licences of these models. */
  acceptLicences?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: OnModelProgress | undefined;
}

interface ImportFileOptions {
  /** The catalogue's model that the file is; found by hash or name when left out. */
  modelId?: ModelId | undefined;
  acceptLicences?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** The models of this user: what the catalogue knows, what is installed, how to get more. */
export interface ModelStore extends ModelSource {
  /** The catalogue, each model with its state as read from the disk now. */
  list(): Promise<ModelSummary[]>;
  /**
   * The model of an id, or the starter set by `starter`, when it can be installed:
   * the licences are accepted, and what is missing may be downloaded. Errors: `model.unknown`,
   * `model.licence`, `network.notAllowed`.
   */
  prepareInstall(target: string, options?: { acceptLicences?: boolean }): Promise<ModelSummary[]>;
  /**
   * Installs a model by its id, or the starter set by `starter`; what is installed already is
   * left alone. Errors: `model.unknown`, `model.licence`, `network.notAllowed`,
   * `network.unavailable`, `model.noSource`, `disk.full`, `job.cancelled`.
   */
  install(target: string, options?: InstallOptions): Promise<ModelSummary[]>;
  /**
   * Copies a model file that the user has. Errors: `model.unknown`, `model.damaged`,
   * `model.licence`, `disk.full`, `input.*`.
   */
  importFile(path: string, options?: ImportFileOptions): Promise<ModelSummary>;
  /** Removes a model and its unfinished downloads. Errors: `model.unknown`. */
  remove(modelId: ModelId): Promise<{ freedBytes: number }>;
  /** What the models' folder takes, unfinished downloads included. */
  diskBytes(): Promise<number>;
}

export interface ModelStoreOptions {
  host: Host;
  /** Another hub of the same kind; a mirror, or a test's server. */
  hub?: Partial<Hub>;
  pythonCommands?: readonly PythonCommand[];
  freeBytes?: (dir: string) => Promise<number>;
  /** Other than this one, for tests. */
  machine?: Machine;
}

export function createModelStore(options: ModelStoreOptions): ModelStore {
  const { host } = options;
  const modelsDir = host.paths.models;
  const settings = {
    hub: { url: 'https://huggingface.co', timing: hubTiming, ...options.hub },
    pythonCommands: options.pythonCommands ?? pythonCommands,
    freeBytes: options.freeBytes ?? freeBytesOf,
  };
  const network = new NetworkGate(host);
  const machine = options.machine ?? thisMachine();
  const licences = new LicenceRecord(modelsDir, host.clock);
  let loading: Promise<Catalogue> | undefined;
  const catalogue = (): Promise<Catalogue> => {
    loading ??= loadCatalogue(host.paths.resources);
    return loading;
  };
  const folderOf = (model: CatalogueModel): ModelFolder => new ModelFolder(modelsDir, model);

  const summaryOf = async (model: CatalogueModel): Promise<ModelSummary> => {
    const { state } = await folderOf(model).read();
    const acceptedAtMs = await licences.acceptedAtMs(model.licence.url);
    const { id, name, task, sizeBytes, contextTokens, gpuMemoryGib, starter, note } = model;
    return {
      id,
      name,
      task,
      sizeBytes,
      licence: { ...model.licence, ...(acceptedAtMs === undefined ? {} : { acceptedAtMs }) },
      ...(contextTokens === undefined ? {} : { contextTokens }),
      gpuMemoryGib,
      starter,
      fit: modelFit(model, machine),
      ...(note === undefined ? {} : { note }),
      state,
    };
  };

  const statesOf = async (
    task: ModelTask,
  ): Promise<{ model: CatalogueModel; found: ModelState }[]> => {
    const { models } = await catalogue();
    const ofTask = models.filter((model) => model.task === task).sort(betterFirst);
    return Promise.all(
      ofTask.map(async (model) => ({ model, found: await folderOf(model).read() })),
    );
  };

  const find = async (modelId: string): Promise<CatalogueModel> => {
    const model = (await catalogue()).models.find(({ id }) => id === modelId);
    if (model !== undefined) return model;
    throw new AppError('model.unknown', `Unknown model "${modelId.slice(0, 80)}".`);
  };

  const requireNetwork = (): void => {
    if (host.networkAllowed) return;
    throw new AppError('network.notAllowed', 'Offline mode is on.');
  };

  const accepted = async (target: string, acceptNow: boolean): Promise<CatalogueModel[]> => {
    const { models } = await catalogue();
    const wanted =
      target === 'starter' ? models.filter(({ starter }) => starter) : [await find(target)];
    await licences.require(wanted, acceptNow);
    return wanted;
  };

  const preferred = async (task: ModelTask): Promise<InstalledModel | undefined> => {
    for (const { model, found } of await statesOf(task)) {
      if (found.manifest !== undefined)
        return toInstalled(model, found.path, found.manifest.sha256);
    }
    return undefined;
  };

  return {
    preferred,

    async withVersion(task, version) {
      const states = await statesOf(task);
      const match = states.find(({ found }) => found.manifest?.sha256 === version);
      return match === undefined ? undefined : toInstalled(match.model, match.found.path, version);
    },

    async require(task) {
      const installed = await preferred(task);
      if (installed !== undefined) return installed;
      const states = await statesOf(task);
      const damaged = states.find(({ found }) => found.state === 'damaged');
      if (damaged !== undefined) {
        const { model, found } = damaged;
        throw new AppError(
          'model.damaged',
          `The file of ${model.name} (${model.id}) is damaged: ${found.path}: ${found.why}.`,
        );
      }
      const starter = states.find(({ model }) => model.starter)?.found.path ?? modelsDir;
      throw new AppError(
        'model.missing',
        `No model that can ${verbs[task]} is installed. The starter model is ${starter}.`,
      );
    },

    async list() {
      return Promise.all((await catalogue()).models.map(summaryOf));
    },

    async prepareInstall(target, { acceptLicences = false } = {}) {
      const wanted = await Promise.all((await accepted(target, acceptLicences)).map(summaryOf));
      if (wanted.some(({ state }) => state !== 'installed')) requireNetwork();
      return wanted;
    },

    async install(target, { acceptLicences = false, signal, onProgress } = {}) {
      const wanted = await accepted(target, acceptLicences);
      const unreachable = new Map<string, AppError>();
      const installed: ModelSummary[] = [];
      try {
        for (const model of wanted) {
          signal?.throwIfAborted();
          const folder = folderOf(model);
          const meter = new ProgressMeter(host.clock, onProgress);
          meter.start('checking', model.sizeBytes);
          if ((await folder.read()).state === 'installed') {
            // Left when a kill fell between the last rename and the tidying.
            await rm(folder.workDir, { recursive: true, force: true });
          } else {
            requireNetwork();
            const install = (during: AbortSignal): Promise<void> =>
              withInstallLock(folder.dir, during, async () => {
                // Another process may have installed it while this one waited.
                if ((await folder.read()).state === 'installed') return;
                await installModel(model, { settings, folder, meter, unreachable, signal: during });
              });
            await network.pass(install, signal);
          }
          installed.push(await summaryOf(model));
        }
      } catch (error) {
        if (signal?.aborted) throw cancelled(error);
        throw toAppError(error);
      }
      return installed;
    },

    async importFile(path, { modelId, acceptLicences = false, signal } = {}) {
      try {
        const model = await identifyModel(path, await catalogue(), { modelId, signal });
        await licences.require([model], acceptLicences);
        const folder = folderOf(model);
        await withInstallLock(folder.dir, signal, () =>
          importModel(path, model, { folder, freeBytes: settings.freeBytes, signal }),
        );
        return await summaryOf(model);
      } catch (error) {
        if (signal?.aborted) throw cancelled(error);
        throw toAppError(error);
      }
    },

    diskBytes: () => treeBytes(modelsDir),

    async remove(modelId) {
      const folder = folderOf(await find(modelId));
      const freedBytes = await treeBytes(folder.dir);
      await rm(folder.dir, { recursive: true, force: true });
      return { freedBytes };
    },
  };
}

const verbs: Readonly<Record<ModelTask, string>> = {
  generate: 'write drafts',
  transcribe: 'transcribe speech',
  embed: 'search by meaning',
};

/** What the user installed beyond the starter set was installed to be used. */
function betterFirst(a: CatalogueModel, b: CatalogueModel): number {
  return (
    Number(a.starter) - Number(b.starter) ||
    b.gpuMemoryGib - a.gpuMemoryGib ||
    b.sizeBytes - a.sizeBytes
  );
}

function toInstalled(model: CatalogueModel, path: string, version: string): InstalledModel {
  const { id, name, task, contextTokens, base, starter } = model;
  return { id, name, task, path, version, contextTokens, base, starter };
}

function cancelled(cause: unknown): AppError {
  return new AppError('job.cancelled', 'Cancelled.', { cause });
}

async function treeBytes(dir: string): Promise<number> {
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
