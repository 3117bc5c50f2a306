import { uploadIdSchema, type VideoId, videoIdSchema } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { findKeyframe, findVideoFile, type VideoFile } from '../../library/index.ts';
import { errorResponse, safeHeaders } from './errorResponse.ts';
import { receiveUpload } from './receiveUpload.ts';
import { serveFile } from './serveFile.ts';
import { uploadName } from './uploadName.ts';

export type FileRoutes = (request: Request) => Promise<Response>;

/**
 * What cannot go through the contract, bytes, for every host alike:
 * `GET|HEAD /media/VIDEO/original|poster|sprite|waveform`, `GET|HEAD /media/VIDEO/frame?atMs=N`,
 * `PUT /uploads/UPLOAD/NAME`. Errors are JSON `{ code, message, hint }`. Whether the client may
 * ask at all is for the host to decide.
 */
export function createFileRoutes({ library }: { library: Library }): FileRoutes {
  return async (request) => {
    try {
      const url = new URL(request.url);
      const [, area, id = '', name = '', ...more] = url.pathname.split('/');
      if (more.length > 0) return notFound();
      if (area === 'media') {
        if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET, HEAD');
        const videoId = videoIdSchema.safeParse(id);
        if (!videoId.success) return notFound();
        const file = findFile(library, videoId.data, { name, atMs: url.searchParams.get('atMs') });
        return file === undefined ? notFound() : await serveFile(request, file);
      }
      if (area === 'uploads') {
        if (request.method !== 'PUT') return notAllowed('PUT');
        const uploadId = uploadIdSchema.safeParse(id);
        if (!uploadId.success) {
          throw new AppError('upload.invalid', 'The upload has no valid id.');
        }
        const upload = { id: uploadId.data, name: uploadName(name) };
        return await receiveUpload(library, request, upload);
      }
      return notFound();
    } catch (error) {
      return errorResponse(error);
    }
  };
}

function findFile(
  library: Library,
  videoId: VideoId,
  { name, atMs }: { name: string; atMs: string | null },
): VideoFile | undefined {
  switch (name) {
    case 'original':
      // What browsers can play, when the original is not that.
      return (
        findVideoFile(library, videoId, 'playback') ?? findVideoFile(library, videoId, 'original')
      );
    case 'poster':
    case 'sprite':
    case 'waveform':
      return findVideoFile(library, videoId, name);
    case 'frame':
      return findKeyframe(library, videoId, /^\d{1,12}$/.test(atMs ?? '') ? Number(atMs) : 0);
    default:
      return undefined;
  }
}

function notFound(): Response {
  return errorResponse(new AppError('media.missing', 'There is no such file.'));
}

function notAllowed(allow: string): Response {
  return new Response(null, { status: 405, headers: { ...safeHeaders, allow } });
}
