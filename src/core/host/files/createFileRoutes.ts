import { type UploadId, uploadIdSchema, videoIdSchema } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { MediaFile, MediaQuestion } from '../coreProcess/messages.ts';
import { errorResponse, safeHeaders } from './errorResponse.ts';
import { receiveUpload } from './receiveUpload.ts';
import { serveFile } from './serveFile.ts';
import { uploadName } from './uploadName.ts';

export type FileRoutes = (request: Request) => Promise<Response>;

/** Where files are, as the core knows. The host reads and writes their bytes by itself. */
export interface FileLocator {
  /** Undefined when the video has no such file. */
  findMedia(question: MediaQuestion): Promise<MediaFile | undefined>;
  /** The folder of an upload, which may not exist yet. */
  uploadFolder(id: UploadId): Promise<string>;
}

/**
 * What cannot go through the contract, bytes, for every host alike:
 * `GET|HEAD /media/VIDEO/original|poster|sprite|waveform`, `GET|HEAD /media/VIDEO/frame?atMs=N`,
 * `PUT /uploads/UPLOAD/NAME`. Errors are JSON `{ code, message, hint }`. Whether the client may
 * ask at all is for the host to decide.
 */
export function createFileRoutes(locator: FileLocator): FileRoutes {
  return async (request) => {
    try {
      const url = new URL(request.url);
      const [, area, id = '', name = '', ...more] = url.pathname.split('/');
      if (more.length > 0) return notFound();
      if (area === 'media') {
        if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET, HEAD');
        const videoId = videoIdSchema.safeParse(id);
        if (!videoId.success) return notFound();
        const at = url.searchParams.get('atMs') ?? '';
        const atMs = /^\d{1,12}$/.test(at) ? Number(at) : 0;
        const file = await locator.findMedia({ videoId: videoId.data, name, atMs });
        return file === undefined ? notFound() : await serveFile(request, file);
      }
      if (area === 'uploads') {
        if (request.method !== 'PUT') return notAllowed('PUT');
        const uploadId = uploadIdSchema.safeParse(id);
        if (!uploadId.success) {
          throw new AppError('upload.invalid', 'The upload id is not valid.');
        }
        const upload = {
          name: uploadName(name),
          folder: await locator.uploadFolder(uploadId.data),
        };
        return await receiveUpload(request, upload);
      }
      return notFound();
    } catch (error) {
      return errorResponse(error);
    }
  };
}

function notFound(): Response {
  return errorResponse(new AppError('media.missing', 'File not found.'));
}

function notAllowed(allow: string): Response {
  return new Response(null, { status: 405, headers: { ...safeHeaders, allow } });
}
