import type { HostPath, UploadId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Host } from '../../host/index.ts';
import { uploadedFile } from './uploadFolders.ts';

/** The path of a file that a client names or has sent. Errors: `usage.invalid`, those of either. */
export async function givenFile(
  { host, library }: { host: Host; library: Library },
  given: { path?: HostPath | undefined; upload?: UploadId | undefined },
): Promise<string> {
  const { path, upload } = given;
  if (path !== undefined && upload === undefined) return host.clientPaths.resolve(path, 'ingest');
  if (upload !== undefined && path === undefined) return uploadedFile(library, upload);
  throw new AppError('usage.invalid', 'Name either a path or an upload.');
}
