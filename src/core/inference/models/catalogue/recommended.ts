import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  modelIdSchema,
  modelTaskSchema,
  type RecommendedModel,
} from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { ModelStore } from '../createModelStore.ts';
import { modelFit } from '../modelFit.ts';
import { innerPathSchema, repositoryNameSchema } from './catalogue.ts';

const about = { memoryGib: z.number().nonnegative(), note: z.string().min(1) };

/** A model of the catalogue, whose hash is known; or a file of the hub, whose record is read first. */
const entrySchema = z.union([
  z.strictObject({ ...about, modelId: modelIdSchema }),
  z.strictObject({
    ...about,
    name: z.string().min(1),
    task: modelTaskSchema,
    repository: repositoryNameSchema,
    path: innerPathSchema,
    /** As its publisher tells it, about. */
    sizeBytes: z.number().int().positive(),
    licence: z.string().min(1),
    source: z.url(),
  }),
]);

const recommendedSchema = z.object({
  version: z.literal(1),
  madeOn: z.iso.date(),
  models: z.array(entrySchema).min(1),
});
export type Recommended = z.infer<typeof recommendedSchema>;

/**
 * Reads `models/recommended.json` of the resources folder. It is part of the product, so a fault in it
 * is ours. Errors: `internal.unexpected`.
 */
export async function loadRecommended(resourcesDir: string): Promise<Recommended> {
  const path = join(resourcesDir, 'models', 'recommended.json');
  try {
    return recommendedSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('internal.unexpected', `The list ${path} is wrong: ${why}`, {
      cause: error,
    });
  }
}

/** The recommended models, each with how it would run here, and its state when it is in the list. */
export async function recommendModels(
  { models: entries }: Recommended,
  store: Pick<ModelStore, 'list' | 'machine'>,
): Promise<RecommendedModel[]> {
  const listed = await store.list();
  return entries.flatMap((entry): RecommendedModel[] => {
    const { memoryGib, note } = entry;
    if ('modelId' in entry) {
      const model = listed.find(({ id }) => id === entry.modelId);
      if (model === undefined) return [];
      const { name, task, sizeBytes, licence, fit, id, state, inUse } = model;
      const own = { name, task, sizeBytes, fit, licence: licence.name };
      return [{ ...own, memoryGib, note, model: { id, state, inUse } }];
    }
    const { name, task, repository, path, sizeBytes, licence, source } = entry;
    const model = listed.find(({ hub }) => hub?.repository === repository && hub.path === path);
    return [
      {
        ...{ name, task, memoryGib, note, sizeBytes, licence, source },
        fit: modelFit({ sizeBytes, gpuMemoryGib: memoryGib }, store.machine),
        hub: { repository, path },
        ...(model !== undefined && {
          model: { id: model.id, state: model.state, inUse: model.inUse },
        }),
      },
    ];
  });
}
