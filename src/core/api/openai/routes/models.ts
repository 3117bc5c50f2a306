import { AppError } from '../../../base/index.ts';
import type { InstalledModel, LanguageModel, LoraAdapter } from '../../../inference/index.ts';
import type { OpenAiParts } from './openAiParts.ts';

type Source = Pick<LanguageModel, 'model'>;

export async function listModels(parts: OpenAiParts) {
  const [installed, adapters] = await Promise.all([installedModels(parts), adaptersOf(parts)]);
  return { object: 'list', data: [...installed.map(describe), ...adapters] };
}

/** By its id, or as `default` the one that writes. Error: `model.unknown`. */
export async function retrieveModel(parts: OpenAiParts, asked: string) {
  if (asked === 'default') return describe(await parts.languageModel.model());
  const found = (await installedModels(parts)).find(({ id }) => id === asked);
  if (found !== undefined) return describe(found);
  const adapter = (await adaptersOf(parts)).find(({ id }) => id === asked);
  if (adapter !== undefined) return adapter;
  throw new AppError('model.unknown', `The model ${asked} is not installed.`);
}

/** The installed model's id, when it is the one asked for. Error: `model.unknown`. */
export async function modelName(source: Source, asked: string): Promise<string> {
  const { id } = await source.model();
  if (asked === 'default' || asked === id) return id;
  throw new AppError('model.unknown', `The model ${asked} is not loaded; ${id} is.`);
}

/** What writes: the installed model, alone or with one of the adapters. */
export interface Writer {
  name: string;
  /** For the request. */
  adapter?: LoraAdapter;
}

/** Error: `model.unknown`. */
export async function writerNamed(parts: OpenAiParts, asked: string): Promise<Writer> {
  const found = parts.adapters?.find(({ name }) => name === asked);
  if (found === undefined) return { name: await modelName(parts.languageModel, asked) };
  const { name, ...adapter } = found;
  return { name, adapter };
}

/** With the model that they change, as vLLM lists them; none without it. */
async function adaptersOf({ languageModel, adapters = [] }: OpenAiParts) {
  if (adapters.length === 0) return [];
  const model = await languageModel.model().catch(() => undefined);
  if (model === undefined) return [];
  return adapters.map(({ name, path }) => ({
    ...{ id: name, object: 'model', created: 0, owned_by: 'trendroom' },
    ...{ root: path, parent: model.id },
  }));
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
