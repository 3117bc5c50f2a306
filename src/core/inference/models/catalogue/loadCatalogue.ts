import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../base/index.ts';
import { type Catalogue, catalogueSchema } from './catalogue.ts';

/**
 * Reads `models/catalogue.json` of the resources folder. It is part of the product, so a fault
 * in it is ours. Errors: `internal.unexpected`.
 */
export async function loadCatalogue(resourcesDir: string): Promise<Catalogue> {
  const path = join(resourcesDir, 'models', 'catalogue.json');
  try {
    return catalogueSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('internal.unexpected', `The model catalogue ${path} is wrong: ${why}`, {
      cause: error,
    });
  }
}
