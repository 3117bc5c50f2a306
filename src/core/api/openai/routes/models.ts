import { AppError } from '../../../base/index.ts';
import type { InstalledModel, LanguageModel } from '../../../inference/index.ts';
import type { OpenAiParts } from './openAiParts.ts';

type Source = Pick<LanguageModel, 'model'>;

export async function listModels(parts: OpenAiParts) {
  const installed = await installedModels(parts);
  return { object: 'list', data: installed.map(describe) };
}

/** By its id, or as `default` the one that writes. Error: `model.unknown`. */
export async function retrieveModel(parts: OpenAiParts, asked: string) {
  if (asked === 'default') return describe(await parts.languageModel.model());
  const found = (await installedModels(parts)).find(({ id }) => id === asked);
  if (found !== undefined) return describe(found);
  throw new AppError('model.unknown', `The model ${asked} is not installed.`);
}

/** The installed model's id, when it is the one asked for. Error: `model.unknown`. */
export async function modelName(source: Source, asked: string): Promise<string> {
  const { id } = await source.model();
  if (asked === 'default' || asked === id) return id;
  throw new AppError('model.unknown', `The model ${asked} is not loaded; ${id} is.`);
}

async function installedModels({ languageModel, embedder }: OpenAiParts) {
  const found = await Promise.all(
    [languageModel, embedder].map((source) => source.model().catch(() => undefined)),
  );
  return found.filter((model) => model !== undefined);
}

function describe({ id }: InstalledModel) {
  return { id, object: 'model', created: 0, owned_by: 'trendroom' };
}
