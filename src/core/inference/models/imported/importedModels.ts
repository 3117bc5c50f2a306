import { readdir } from 'node:fs/promises';
import { hasSystemCode } from '../../../base/index.ts';
import { readWanted } from '../hub/wantedModel.ts';
import { readManifest } from '../store/manifest.ts';
import { type KnownModel, knownModelOf } from './importedModel.ts';

/**
 * The models of the folder that the catalogue does not know, by their records: those that were
 * imported, and those whose download from the hub is wanted, under way or done. A record that
 * cannot be read is passed over.
 */
export async function importedModels(
  modelsDir: string,
  isInCatalogue: (id: string) => boolean,
): Promise<KnownModel[]> {
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch((error: unknown) => {
    if (hasSystemCode(error, 'ENOENT')) return [];
    throw error;
  });
  const folders = entries.filter((entry) => entry.isDirectory() && !isInCatalogue(entry.name));
  const found = await Promise.all(
    folders.map(async ({ name }) => {
      const wanted = await readWanted(modelsDir, name);
      if (wanted !== undefined) return [wanted];
      const manifest = await readManifest(modelsDir, name);
      if (manifest?.imported === undefined || manifest.id !== name) return [];
      return [knownModelOf(manifest.imported, manifest)];
    }),
  );
  return found.flat().sort((a, b) => a.name.localeCompare(b.name));
}
