import { statfs } from 'node:fs/promises';
import packageFile from '../../../package.json' with { type: 'json' };
import type { LibraryInfo } from '../../contract/index.ts';
import type { Library } from '../db/index.ts';
import type { Host } from '../host/index.ts';
import type { ModelStore } from '../inference/index.ts';
import { librarySizesTask } from '../library/index.ts';
import type { LibraryPlace } from '../sync/index.ts';

interface InfoTools {
  host: Host;
  library: Library;
  models: Pick<ModelStore, 'diskBytes'>;
  place: LibraryPlace;
}

/** What the library holds and takes, beside the models and the room that is left. */
export async function libraryInfo({
  host,
  library,
  models,
  place: { branch },
}: InfoTools): Promise<LibraryInfo> {
  const [disk, modelsBytes, { mediaFiles: _files, ...sizes }] = await Promise.all([
    statfs(library.directory),
    models.diskBytes(),
    library.readers.run(librarySizesTask, undefined),
  ]);
  return {
    version: packageFile.version,
    ...(branch !== undefined && { branch: { id: branch.id, name: branch.name } }),
    folder: library.directory,
    ...sizes,
    modelsFolder: host.paths.models,
    modelsBytes,
    freeBytes: disk.bavail * disk.bsize,
    networkAllowed: host.networkAllowed,
  };
}
