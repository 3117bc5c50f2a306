import { statfs } from 'node:fs/promises';
import packageFile from '../../../package.json' with { type: 'json' };
import type { LibraryInfo } from '../../shared/index.ts';
import type { Host } from '../host/index.ts';
import { type Library, librarySizes } from '../library/index.ts';
import type { ModelStore } from '../models/index.ts';

/** What the library holds and takes, beside the models and the room that is left. */
export async function libraryInfo(
  host: Host,
  library: Library,
  models: Pick<ModelStore, 'diskBytes'>,
): Promise<LibraryInfo> {
  const [disk, modelsBytes] = await Promise.all([statfs(library.directory), models.diskBytes()]);
  return {
    version: packageFile.version,
    folder: library.directory,
    ...librarySizes(library),
    modelsFolder: host.paths.models,
    modelsBytes,
    freeBytes: disk.bavail * disk.bsize,
    networkAllowed: host.networkAllowed,
  };
}
