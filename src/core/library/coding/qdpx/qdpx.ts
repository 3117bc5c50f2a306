import type { QdpxImport } from '../../../../contract/index.ts';
import { readInputFile } from '../../../base/index.ts';
import type { Library, ReadTask } from '../../../db/index.ts';
import { openArchive, packArchive } from './archive.ts';
import { importProject } from './importProject.ts';
import { projectOfLibrary } from './projectOfLibrary.ts';
import type { QdaProject } from './qdaProject.ts';
import { readProject } from './readProject.ts';
import { writeProject } from './writeProject.ts';

/** Bytes of an archive that are read; media inside make one larger. */
const maxBytes = 512_000_000;

/** The codebook, coded spans, notes and transcripts as a REFI-QDA project exchange file. */
export function exportQdpx(library: Library): Uint8Array {
  const createdAtMs = library.clock.nowMs();
  const project = projectOfLibrary(library);
  return packArchive(writeProject(project, { name: 'Trendroom', createdAtMs }), createdAtMs);
}

export const exportQdpxTask: ReadTask<void, Uint8Array> = {
  name: 'coding.exportQdpx',
  priority: 'interactive',
  run: exportQdpx,
};

/** Tens of megabytes of XML take seconds. */
export const readQdpxTask: ReadTask<string, QdaProject> = {
  name: 'coding.readQdpx',
  priority: 'interactive',
  run: async (_, path) => {
    const { bytes } = await readInputFile(path, { maxBytes });
    return readProject(openArchive(bytes));
  },
};

/** Errors: `codes.notQdpx`, `input.tooLarge`, and those of reading a file. */
export async function importQdpx(
  library: Library,
  path: string,
  options: { coder: string },
): Promise<QdpxImport> {
  return importProject(library, await library.readers.run(readQdpxTask, path), options);
}
