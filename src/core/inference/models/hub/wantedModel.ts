import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { contentHashSchema, type ModelId } from '../../../../contract/index.ts';
import { fileNameSchema, hubSourceSchema } from '../catalogue/catalogue.ts';
import {
  importedModelId,
  importedModelSchema,
  type KnownModel,
  knownModelOf,
} from '../imported/importedModel.ts';
import { writeJsonAtomically } from '../store/writeJsonAtomically.ts';

/**
 * A model of the hub that the user wants here: `MODELS/ID/download.json`, written before its
 * download is queued. A later run goes on by it, and a file that is lost can be had again.
 */
export const wantedModelSchema = z.object({
  /** Its name on this machine. */
  file: fileNameSchema,
  sizeBytes: z.number().int().positive(),
  sha256: contentHashSchema,
  licence: z.object({ name: z.string(), url: z.url() }),
  source: hubSourceSchema,
  /** What its header said. */
  imported: importedModelSchema,
});
export type WantedModel = z.infer<typeof wantedModelSchema>;

const recordName = 'download.json';

export function wantedModelId({ imported, sha256 }: Pick<WantedModel, 'imported' | 'sha256'>) {
  return importedModelId(imported.name, sha256);
}

export async function writeWanted(modelDir: string, wanted: WantedModel): Promise<void> {
  await writeJsonAtomically(join(modelDir, recordName), wanted);
}

/** The model of a folder that has such a record; undefined without one, or when it cannot be read. */
export async function readWanted(modelsDir: string, id: string): Promise<KnownModel | undefined> {
  try {
    const text = await readFile(join(modelsDir, id, recordName), 'utf8');
    const wanted = wantedModelSchema.parse(JSON.parse(text));
    // The folder's name is the id: a record of another model says nothing of this one.
    return wantedModelId(wanted) === id ? knownWanted(wanted) : undefined;
  } catch {
    return undefined;
  }
}

function knownWanted(wanted: WantedModel): KnownModel {
  const { file, sizeBytes, sha256, licence, source, imported } = wanted;
  const id: ModelId = wantedModelId(wanted);
  return {
    ...knownModelOf(imported, { id, file, sizeBytes }),
    ...{ sha256, licence, sources: [source] },
  };
}
