import { z } from 'zod';
import { modelFactsSchema, modelIdSchema, modelTaskSchema } from '../../../../contract/index.ts';
import type { CatalogueModel } from '../catalogue/catalogue.ts';
import type { ModelDescription } from './modelDescription.ts';

/** What is kept of a model that the catalogue does not know; in its folder's `model.json`. */
export const importedModelSchema = z.object({
  name: z.string().min(1),
  task: modelTaskSchema,
  contextTokens: z.number().int().positive().optional(),
  base: z.boolean(),
  memoryBytes: z.number().nonnegative(),
  licence: z.string().optional(),
  facts: modelFactsSchema,
});
export type ImportedModel = z.infer<typeof importedModelSchema>;

/** A model of the catalogue, or one that the user imported. */
export type KnownModel = CatalogueModel & { imported?: ImportedModel };

const gibibyte = 2 ** 30;
/** What a usual processor still runs at the speed of reading. */
const processorBytes = 3e9;

/** The record of a model that can run; undefined for a description without a task. */
export function importedModelOf(description: ModelDescription): ImportedModel | undefined {
  const { name, task, contextTokens, base, memoryBytes, licence, facts } = description;
  if (task === undefined) return undefined;
  return {
    ...{ name, task, base, memoryBytes, facts },
    ...(contextTokens !== undefined && { contextTokens }),
    ...(licence !== undefined && { licence }),
  };
}

/** An imported model in the form of the catalogue's: it has no sources. */
export function knownModelOf(
  imported: ImportedModel,
  { id, file, sizeBytes }: Pick<CatalogueModel, 'id' | 'file' | 'sizeBytes'>,
): KnownModel {
  const { name, task, base, contextTokens, memoryBytes, licence } = imported;
  return {
    ...{ id, name, task, file, sizeBytes, base, imported },
    ...(contextTokens !== undefined && { contextTokens }),
    licence: { name: licence ?? '', url: '' },
    gpuMemoryGib: memoryBytes <= processorBytes ? 0 : Math.ceil(memoryBytes / gibibyte),
    starter: false,
    sources: [],
  };
}

/**
 * Its name and the beginning of its content's hash: the same weights are one model wherever they
 * lie, and drafts stay labelled with the very file that wrote them.
 */
export function importedModelId(name: string, sha256: string): KnownModel['id'] {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const slug = words.replaceAll(/^-+|-+$/g, '').slice(0, 50) || 'model';
  return modelIdSchema.parse(`${slug.replace(/-+$/, '')}-${sha256.slice(0, 8)}`);
}
