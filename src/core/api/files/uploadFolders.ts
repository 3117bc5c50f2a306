import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
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

/** The only file of an upload. Errors: `upload.invalid` when there are none or several. */
export function uploadedFile(library: Library, id: UploadId): string {
  const [folder = ''] = uploadFolders(library, [id]);
  const [name, ...others] = readdirSync(folder);
  if (name !== undefined && others.length === 0) return join(folder, name);
  throw new AppError('upload.invalid', `Upload ${id} must have exactly one file.`);
}
