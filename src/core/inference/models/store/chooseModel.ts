import type { ModelId, ModelTask } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { KnownModel } from '../imported/importedModel.ts';
import type { InstalledModel } from '../installedModel.ts';
import type { ModelState } from './modelFolder.ts';

/** A model and what the disk says of it. */
export interface Candidate {
  model: KnownModel;
  found: ModelState;
}

export const verbs: Readonly<Record<ModelTask, string>> = {
  generate: 'write drafts',
  transcribe: 'transcribe speech',
  embed: 'search by meaning',
  see: 'name what is seen',
};

/**
 * The installed model that does a task: the one that the user chose and no other, else the best of
 * the catalogue, else an imported one. Of those imported nobody has said how good they are.
 */
export function chooseModel(
  all: readonly Candidate[],
  task: ModelTask,
  chosen: ModelId | undefined,
): Candidate | undefined {
  return all
    .filter(({ model, found }) => {
      const isMeant = chosen === undefined || model.id === chosen;
      return isMeant && model.task === task && found.manifest !== undefined;
    })
    .sort((a, b) => betterFirst(a.model, b.model))[0];
}

/** What the user installed beyond the starter set was installed to be used. */
function betterFirst(a: KnownModel, b: KnownModel): number {
  return (
    Number(a.imported !== undefined) - Number(b.imported !== undefined) ||
    Number(a.starter) - Number(b.starter) ||
    b.gpuMemoryGib - a.gpuMemoryGib ||
    b.sizeBytes - a.sizeBytes
  );
}

/** Undefined when it is not installed. */
export function toInstalled({ model, found }: Candidate): InstalledModel | undefined {
  if (found.manifest === undefined) return undefined;
  const { id, name, task, contextTokens, base, starter, embedding } = model;
  const { path, manifest } = found;
  return {
    ...{ id, name, task, path, version: manifest.sha256, contextTokens, base, starter },
    ...(embedding !== undefined && { embedding }),
  };
}

interface MissingOptions {
  task: ModelTask;
  chosen: ModelId | undefined;
  modelsDir: string;
}

/** Why no model does a task: the chosen one is gone or changed, one is damaged, or there is none. */
export function explainMissing(
  all: readonly Candidate[],
  { task, chosen, modelsDir }: MissingOptions,
): AppError {
  const ofTask = all.filter(({ model }) => model.task === task);
  if (chosen !== undefined) {
    const candidate = ofTask.find(({ model }) => model.id === chosen);
    if (candidate !== undefined) return faultOf(candidate);
    return new AppError(
      'model.missing',
      `The model that was chosen to ${verbs[task]} (${chosen}) is not there.`,
    );
  }
  const faulty = ofTask.find(({ found }) => found.why !== undefined);
  if (faulty !== undefined) return faultOf(faulty);
  const missing = `No model that can ${verbs[task]} is installed.`;
  const starter = ofTask.find(({ model }) => model.starter);
  const [first] = ofTask;
  if (starter === undefined && first !== undefined) {
    const how = `${first.model.name} can: trendroom models install ${first.model.id}`;
    return new AppError('model.missing', `${missing} ${how}`);
  }
  const path = starter?.found.path ?? modelsDir;
  return new AppError('model.missing', `${missing} The starter model is ${path}.`);
}

function faultOf({ model: { name, id }, found }: Candidate): AppError {
  const { state, path, why, isLinked } = found;
  if (state !== 'damaged') {
    if (!isLinked) {
      return new AppError('model.missing', `${name} (${id}) is not installed: ${path} is missing.`);
    }
    return new AppError('model.moved', `The file of ${name} (${id}) is no longer at ${path}.`);
  }
  if (!isLinked) {
    return new AppError(
      'model.damaged',
      `The file of ${name} (${id}) is damaged: ${path}: ${why}.`,
    );
  }
  return new AppError(
    'model.altered',
    `The file of ${name} (${id}) changed after it was imported: ${path}: ${why}.`,
  );
}
