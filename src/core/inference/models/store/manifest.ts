import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { contentHashSchema, modelIdSchema } from '../../../../contract/index.ts';
import { fileNameSchema } from '../catalogue/catalogue.ts';
import { importedModelSchema } from '../imported/importedModel.ts';

const manifestSchema = z.object({
  id: modelIdSchema,
  /** Its name in the model's folder. */
  file: fileNameSchema,
  sizeBytes: z.number().int().positive(),
  /** The file's modification time when it was hashed: a cheap sign that it is still the same. */
  modifiedMs: z.number(),
  /**
   * Of the whole file, also where it lies elsewhere: the engine reads all of it each time it loads,
   * and one hash tells a changed file, one model at two places, and which weights wrote a draft.
   */
  sha256: contentHashSchema,
  source: z.string(),
  /** Where the file lies when it was not copied into the folder. */
  linkedPath: z.string().refine(isAbsolute).optional(),
  /** What a model is that the catalogue does not know. */
  imported: importedModelSchema.optional(),
});
export type ModelManifest = z.infer<typeof manifestSchema>;

export const manifestName = 'model.json';

/** What is recorded of a model; undefined when nothing is, or it cannot be read. */
export async function readManifest(
  modelsDir: string,
  id: string,
): Promise<ModelManifest | undefined> {
  try {
    return manifestSchema.parse(
      JSON.parse(await readFile(join(modelsDir, id, manifestName), 'utf8')),
    );
  } catch {
    return undefined;
  }
}
