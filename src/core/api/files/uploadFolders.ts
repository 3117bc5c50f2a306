import { existsSync } from 'node:fs';
import type { UploadId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { uploadFolder } from '../../library/index.ts';

/** Folders of the uploads. Errors: `upload.invalid` when nothing was sent under an id. */
export function uploadFolders(library: Library, ids: readonly UploadId[]): string[] {
  return ids.map((id) => {
    const folder = uploadFolder(library, id);
    if (existsSync(folder)) return folder;
    throw new AppError('upload.invalid', `No files were sent as upload ${id}.`);
  });
}
