import { join } from 'node:path';
import type { UploadId } from '../../shared/index.ts';
import type { Library } from './openLibrary.ts';

/** `<library>/uploads/ID`: the files of one drop, until they are taken in. */
export function uploadFolder(library: Pick<Library, 'directory'>, id: UploadId): string {
  return join(library.directory, 'uploads', id);
}
