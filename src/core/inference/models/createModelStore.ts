import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type ContentHash,
  type ModelId,
  type ModelSummary,
  type ModelTask,
  modelTaskSchema,
} from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import { type Host, NetworkGate } from '../../host/index.ts';
import { hubEndpoint, npmEndpoint } from './hub/hubEndpoint.ts';
import { type WantedModel, wantedModelId, writeWanted } from './hub/wantedModel.ts';
import { type HeaderReader, ownHeaderReader } from './imported/headerReader.ts';
import type { KnownModel } from './imported/importedModel.ts';
import type { InstalledModel, ModelSource } from './installedModel.ts';
import { type Machine, thisMachine } from './modelFit.ts';
import type { Hub } from './sources/deliverFromHub.ts';
import type { NpmRegistry } from './sources/deliverFromNpm.ts';
import { hubTiming } from './sources/hubDownload.ts';
import { type PythonCommand, pythonCommands } from './sources/python.ts';
import {
  type Candidate,
  chooseModel,
  explainMissing,
  toInstalled,
  verbs,
} from './store/chooseModel.ts';
import { freeBytesOf } from './store/diskSpace.ts';
import { copyModel, linkModel, type RecognisedModel, recogniseModel } from './store/importModel.ts';
import { withInstallLock } from './store/installLock.ts';
import { installModel } from './store/installModel.ts';
import { LicenceRecord } from './store/licenceRecord.ts';
import type { ModelFolder } from './store/modelFolder.ts';
import { ModelsOnDisk, treeBytes } from './store/modelsOnDisk.ts';
import { type OnModelProgress, ProgressMeter } from './store/progressMeter.ts';
import { summariseModel } from './store/summariseModel.ts';

interface InstallOptions {
  /** True: the user read and accepted the licences of these models. */
  acceptLicences?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: OnModelProgress | undefined;
}

interface ImportFileOptions {
  /** The catalogue's model that the file is; left out, its contents tell what it is. */
  modelId?: ModelId | undefined;
  /** What to call it when the file says nothing; left out: the file's name. */
  name?: string | undefined;
  /** True: copies the file into the store instead of using it where it lies. */
  copy?: boolean | undefined;
  acceptLicences?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** The models of this user: what the catalogue knows, what is installed, how to get more. */
export interface ModelStore extends ModelSource {
  /** The catalogue and what was imported, each model with its state as read from the disk now. */
  list(): Promise<ModelSummary[]>;
  /**
   * The model of an id, or a set (`starter`, `writing`), when it can be installed:
   * the licences are accepted, and what is missing may be downloaded. Errors: `model.unknown`,
   * `model.licence`, `network.notAllowed`.
   */
  prepareInstall(target: string, options?: { acceptLicences?: boolean }): Promise<ModelSummary[]>;
  /**
   * Installs a model by its id, or a set (`starter`, `writing`); what is installed already is
   * left alone. Errors: `model.unknown`, `model.licence`, `network.notAllowed`,
   * `network.unavailable`, `model.noSource`, `disk.full`, `job.cancelled`.
   */
  install(target: string, options?: InstallOptions): Promise<ModelSummary[]>;
  /**
   * Takes a model file that the user has: one of the catalogue, or any other that can run.
   * `replaced` is the record of what the same file was before it changed. Errors: `model.unknown`,
   * `model.unsupported`, `model.tooLarge`, `model.damaged`, `model.licence`, `disk.full`, `input.*`.
   */
  importFile(
    path: string,
    options?: ImportFileOptions,
  ): Promise<{ model: ModelSummary; replaced: ModelId | undefined }>;
  /**
   * Removes a model and its unfinished downloads; of a linked file the record alone. Errors:
   * `model.unknown`.
   */
  remove(modelId: ModelId): Promise<{ freedBytes: number; keptPath?: string }>;
  /** Errors: `model.unknown`, `model.unsupported` for a model of another task. */
  requireTask(modelId: ModelId, task: ModelTask): Promise<void>;
  /** What the models' folder takes, unfinished downloads included. */
  diskBytes(): Promise<number>;
  /** Where models are downloaded from. Error: `usage.invalid` for a wrong `HF_ENDPOINT`. */
  hub(): Hub;
  readonly machine: Machine;
  readonly headers: HeaderReader;
  /**
   * Takes a file of the hub into the list, for `install` to get; the model of the catalogue when it
   * is one. Error: `model.licence`, before anything is written.
   */
  want(wanted: WantedModel, options: { acceptLicences: boolean }): Promise<ModelId>;
  /** The installed model whose file has this hash. */
  idOf(sha256: ContentHash | undefined): Promise<ModelId | undefined>;
  /** How much of a model is on the disk already, also of an unfinished download. */
  presentBytes(modelId: ModelId): Promise<number>;
}

export interface ModelStoreOptions {
  host: Host;
  /** Another hub of the same kind; a mirror, or a test's server. */
  hub?: Partial<Hub>;
  /** Another registry of npm packages, for tests. */
  npm?: Partial<NpmRegistry>;
  pythonCommands?: readonly PythonCommand[];
  freeBytes?: (dir: string) => Promise<number>;
  /** Other than this one, for tests. */
  machine?: Machine;
  /** Reads headers; left out: this process does. */
  headers?: HeaderReader;
  /** The model that the user chose for a task; asked at each call. Left out: none. */
  chosen?: (task: ModelTask) => ModelId | undefined;
}

export function createModelStore(options: ModelStoreOptions): ModelStore {
  const { host } = options;
  const modelsDir = host.paths.models;
  const hub = (): Hub => ({
    url: options.hub?.url ?? hubEndpoint(process.env.HF_ENDPOINT),
    timing: options.hub?.timing ?? hubTiming,
  });
  const npm = (): NpmRegistry => ({
    url: options.npm?.url ?? npmEndpoint(process.env.npm_config_registry),
    timing: options.npm?.timing ?? hubTiming,
  });
  const pips = options.pythonCommands ?? pythonCommands;
  const freeBytes = options.freeBytes ?? freeBytesOf;
  const network = new NetworkGate(host);
  const machine = options.machine ?? thisMachine();
  const headers = options.headers ?? ownHeaderReader;
  const licences = new LicenceRecord(modelsDir, host.clock);
  const disk = new ModelsOnDisk({
    modelsDir,
    resourcesDir: host.paths.resources,
    clock: host.clock,
  });
  const chosen = options.chosen ?? (() => undefined);

  const summaries = async (wanted?: ReadonlySet<ModelId>): Promise<ModelSummary[]> => {
    const all = await disk.read();
    const inUse = modelTaskSchema.options.map((task) => chooseModel(all, task, chosen(task)));
    const asked = all.filter(({ model }) => wanted?.has(model.id) ?? true);
    return Promise.all(
      asked.map(async (candidate) =>
        summariseModel(candidate, {
          machine,
          acceptedAtMs: await licences.acceptedAtMs(candidate.model.licence.url),
          inUse: inUse.includes(candidate),
        }),
      ),
    );
  };
  const summaryOf = async ({ id }: KnownModel): Promise<ModelSummary> => {
    const [summary] = await summaries(new Set([id]));
    if (summary !== undefined) return summary;
    throw new AppError('model.unknown', `The model ${id} was removed.`);
  };

  /** Of a file that was imported before and has changed since: what it was then. */
  const replacedBy = async (path: string, { id }: KnownModel): Promise<KnownModel | undefined> => {
    const linked = (await disk.read()).find(
      ({ model, found }) =>
        model.imported !== undefined &&
        model.id !== id &&
        found.isLinked &&
        found.path === resolve(path),
    );
    return linked?.model;
  };

  const requireNetwork = (): void => {
    if (host.networkAllowed) return;
    throw new AppError('network.notAllowed', 'Offline mode is on.');
  };

  const accepted = async (target: string, acceptNow: boolean): Promise<KnownModel[]> => {
    const { models } = await disk.catalogue();
    const wanted =
      target === 'starter'
        ? models.filter(({ starter }) => starter)
        : target === 'writing'
          ? models.filter(({ writing }) => writing)
          : [await disk.find(target)];
    await licences.require(wanted, acceptNow);
    return wanted;
  };

  const requireTask = async (modelId: ModelId, task: ModelTask): Promise<void> => {
    const model = await disk.find(modelId);
    if (model.task === task) return;
    throw new AppError(
      'model.unsupported',
      `${model.name} (${modelId}) cannot ${verbs[task]}: it can ${verbs[model.task]}.`,
    );
  };

  const installed = (candidate: Candidate | undefined): InstalledModel | undefined =>
    candidate === undefined ? undefined : toInstalled(candidate);

  const preferred = async (task: ModelTask): Promise<InstalledModel | undefined> =>
    installed(await disk.choose((all) => chooseModel(all, task, chosen(task))));

  return {
    preferred,

    async withVersion(task, version) {
      const match = await disk.choose((all) =>
        all.find(({ model, found }) => model.task === task && found.manifest?.sha256 === version),
      );
      return installed(match);
    },

    async require(task, modelId) {
      const wanted = modelId ?? chosen(task);
      const choose = (all: readonly Candidate[]) => chooseModel(all, task, wanted);
      const kept = installed(await disk.choose(choose));
      if (kept !== undefined) return kept;
      // Who needs one may have put it there this moment.
      const all = await disk.read();
      const found = installed(choose(all));
      if (found !== undefined) return found;
      if (modelId !== undefined) await requireTask(modelId, task);
      throw explainMissing(all, { task, chosen: wanted, modelsDir });
    },

    list: () => summaries(),

    requireTask,

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
          const folder = disk.folderOf(model);
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
                const settings = { hub: hub(), npm: npm(), pythonCommands: pips, freeBytes };
                await installModel(model, { settings, folder, meter, unreachable, signal: during });
                disk.forget();
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

    async importFile(path, { name, modelId, copy = false, acceptLicences = false, signal } = {}) {
      try {
        const parts = {
          ...{ catalogue: await disk.catalogue(), headers, machine, name, modelId, signal },
        };
        const recognised = await recogniseModel(path, parts);
        const { model } = recognised;
        if (model.imported === undefined) await licences.require([model], acceptLicences);
        const replaced = await replacedBy(path, model);
        const folder = disk.folderOf(model);
        await withInstallLock(folder.dir, signal, async () => {
          if (copy) await copyModel(path, recognised, { folder, freeBytes, signal });
          else if (!(await isKept(folder, recognised)))
            await linkModel(path, recognised, { folder });
        });
        if (replaced !== undefined) await rm(disk.folderOf(replaced).dir, { recursive: true });
        disk.forget();
        return { model: await summaryOf(model), replaced: replaced?.id };
      } catch (error) {
        if (signal?.aborted) throw cancelled(error);
        throw toAppError(error);
      }
    },

    diskBytes: () => treeBytes(modelsDir),
    hub,
    machine,
    headers,

    async want(wanted, { acceptLicences }) {
      const { models } = await disk.catalogue();
      const listed = models.find(({ sha256 }) => sha256 === wanted.sha256);
      if (listed !== undefined) return listed.id;
      await licences.require([{ name: wanted.imported.name, ...wanted }], acceptLicences);
      const dir = join(modelsDir, wantedModelId(wanted));
      await mkdir(dir, { recursive: true });
      await writeWanted(dir, wanted);
      disk.forget();
      return wantedModelId(wanted);
    },

    idOf: async (sha256) => (sha256 === undefined ? undefined : (await disk.withHash(sha256))?.id),

    presentBytes: (modelId) => treeBytes(join(modelsDir, modelId)),

    async remove(modelId) {
      const folder = disk.folderOf(await disk.find(modelId));
      const { isLinked, path } = await folder.read();
      const freedBytes = await treeBytes(folder.dir);
      await rm(folder.dir, { recursive: true, force: true });
      disk.forget();
      return { freedBytes, ...(isLinked && { keptPath: path }) };
    },
  };
}

function cancelled(cause: unknown): AppError {
  return new AppError('job.cancelled', 'Cancelled.', { cause });
}

/** Whether the store has a copy of its own of the very file. */
async function isKept(folder: ModelFolder, { sha256 }: RecognisedModel): Promise<boolean> {
  const { state, isLinked, manifest } = await folder.read();
  return state === 'installed' && !isLinked && manifest?.sha256 === sha256;
}
