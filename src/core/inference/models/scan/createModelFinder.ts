import { randomUUID } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type FoundModel,
  type FoundModelId,
  foundModelIdSchema,
  type ModelProgram,
  type ModelSummary,
  type ProgramFolder,
} from '../../../../contract/index.ts';
import { AppError, hasSystemCode } from '../../../base/index.ts';
import { type HeaderReader, ownHeaderReader } from '../imported/headerReader.ts';
import type { ModelDescription } from '../imported/modelDescription.ts';
import { type Machine, modelFit, thisMachine } from '../modelFit.ts';
import { ollamaModels } from './ollamaModels.ts';
import { programFolders } from './programFolders.ts';
import { type ModelFileFound, type Walk, walkFolder } from './walkFolder.ts';

const maxModels = 500;
const maxKept = 10_000;

export interface ScanRequest {
  programs: readonly ModelProgram[];
  /** A folder that the user named. */
  folder?: string | undefined;
  /** Whether a file in that folder may be read, wherever its links lead. */
  isAllowed(path: string): Promise<boolean>;
  signal?: AbortSignal | undefined;
}

type ScannedFolder = Partial<ProgramFolder> & {
  path: string;
  state: 'read' | 'missing' | 'unreadable';
};

export interface ScanResult {
  folders: ScannedFolder[];
  models: FoundModel[];
  truncated: boolean;
}

/** Looks for the model files of other programs, when the user wants it. */
export interface ModelFinder {
  /** Where it would look; nothing is looked at. */
  folders(): ProgramFolder[];
  /** Reads the headers of the files; nothing is recorded. */
  scan(request: ScanRequest): Promise<ScanResult>;
  /** The file of an id that a scan gave, and what to call it. Errors: `path.notChosen`. */
  find(id: FoundModelId): { path: string; name: string };
}

interface FinderOptions {
  /** What is in the list already. */
  models: { list(): Promise<Pick<ModelSummary, 'id' | 'linkedPath'>[]> };
  /** Reads headers; left out: this process does. */
  headers?: HeaderReader;
  /** Other than the usual ones, for tests. */
  folders?: () => ProgramFolder[];
  machine?: Machine;
}

interface Described extends ModelFileFound {
  realPath: string;
  program: ModelProgram | undefined;
  description: ModelDescription;
}

export function createModelFinder(options: FinderOptions): ModelFinder {
  const { models, folders = programFolders, machine = thisMachine() } = options;
  const { headers = ownHeaderReader } = options;
  /** Pages get ids in place of paths: what a scan did not find, none of them can have read. */
  const given = new Map<FoundModelId, { path: string; name: string }>();
  const idOf = ({ path, name }: ModelFileFound): FoundModelId => {
    for (const [id, file] of given) if (file.path === path) return id;
    if (given.size >= maxKept) given.clear();
    const id = foundModelIdSchema.parse(randomUUID());
    given.set(id, { path, name });
    return id;
  };

  return {
    folders,

    async scan({ programs, folder, isAllowed, signal }) {
      const wanted: Partial<ProgramFolder>[] & { path: string }[] = [
        ...folders().filter(({ program }) => programs.includes(program)),
        ...(folder === undefined ? [] : [{ path: folder }]),
      ];
      const scanned: ScannedFolder[] = [];
      const found = new Map<string, Described>();
      let truncated = false;
      for (const place of wanted) {
        const { state, walk } = await look(place, signal);
        scanned.push({ ...place, state });
        truncated ||= walk.truncated;
        for (const file of walk.files) {
          signal?.throwIfAborted();
          const realPath = await realpath(file.path).catch(() => undefined);
          if (realPath === undefined || found.has(realPath)) continue;
          if (place.program === undefined && !(await isAllowed(file.path))) continue;
          if (found.size >= maxModels) {
            truncated = true;
            break;
          }
          const description = await describe(file, place.path, headers);
          found.set(realPath, { ...file, realPath, program: place.program, description });
        }
      }
      const known = await idsByPath(models);
      const all = [...found.values()];
      const projectors = all.filter(({ description }) => description.isProjector);
      return {
        folders: scanned,
        models: all
          .filter(({ description }) => !description.isProjector)
          .map((model) =>
            toFound(model, {
              id: idOf(model),
              machine,
              projectors,
              modelId: known.get(model.realPath),
            }),
          ),
        truncated,
      };
    },

    find(id) {
      const file = given.get(id);
      if (file !== undefined) return file;
      throw new AppError('path.notChosen', 'No scan found this file. Scan the folders again.');
    },
  };
}

async function look(
  { program, path }: Partial<ProgramFolder> & { path: string },
  signal: AbortSignal | undefined,
): Promise<{ state: ScannedFolder['state']; walk: Walk }> {
  const nothing: Walk = { files: [], truncated: false };
  try {
    const walk =
      program === 'ollama'
        ? { files: await ollamaModels(path), truncated: false }
        : await walkFolder(path, signal);
    return { state: 'read', walk };
  } catch (error) {
    signal?.throwIfAborted();
    const isMissing = hasSystemCode(error, 'ENOENT', 'ENOTDIR');
    return { state: isMissing ? 'missing' : 'unreadable', walk: nothing };
  }
}

async function describe(
  { path, name }: ModelFileFound,
  within: string,
  headers: HeaderReader,
): Promise<ModelDescription> {
  try {
    return await headers.file(path, { name, within });
  } catch (error) {
    // A header that ends its reader, or keeps it busy for too long.
    const isRead = error instanceof AppError && /^(worker|model)\./.test(error.code);
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    return {
      ...{ name, task: undefined, contextTokens: undefined, base: false, sizeBytes: size },
      ...{ memoryBytes: size, facts: {}, licence: undefined, isProjector: false },
      problem: isRead
        ? `Its header cannot be read: ${error.message}`
        : 'The file cannot be read. Check its permissions.',
    };
  }
}

async function idsByPath(models: FinderOptions['models']) {
  const linked = (await models.list()).flatMap(({ id, linkedPath }) =>
    linkedPath === undefined ? [] : [{ id, linkedPath }],
  );
  const entries = await Promise.all(
    linked.map(async ({ id, linkedPath }) => {
      const path = await realpath(linkedPath).catch(() => linkedPath);
      return [path, id] as const;
    }),
  );
  return new Map(entries);
}

interface FoundOptions {
  id: FoundModelId;
  machine: Machine;
  projectors: readonly Described[];
  modelId: FoundModel['modelId'];
}

function toFound(
  { path, label, program, description }: Described,
  { id, machine, projectors, modelId }: FoundOptions,
): FoundModel {
  const { name, task, contextTokens, base, sizeBytes, memoryBytes, facts, problem } = description;
  const projector = projectors.find((other) => dirname(other.path) === dirname(path));
  return {
    ...{ id, name, path, sizeBytes, base, facts },
    fit: modelFit({ sizeBytes, gpuMemoryGib: 0, memoryBytes }, machine),
    ...(label !== undefined && { label }),
    ...(program !== undefined && { program }),
    ...(task !== undefined && problem === undefined && { task }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(projector !== undefined && { projector: projector.name }),
    ...(problem !== undefined && { problem }),
    ...(modelId !== undefined && { modelId }),
  };
}
