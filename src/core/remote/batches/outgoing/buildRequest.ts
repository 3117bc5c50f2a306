import { batchPaths } from '../../../../contract/index.ts';
import type { RemoteRequest } from '../../endpoints/types.ts';
import { type Asking, requestBody } from '../answers/requestBody.ts';
import { encodeForm, encodeJson } from './encodeBody.ts';
import type { MediaFile, MediaFiles } from './mediaFiles.ts';
import { mediaOf } from './mediaOf.ts';

/** A request that only needs to be sent. */
export interface BuiltRequest extends Pick<RemoteRequest, 'path' | 'body' | 'streamed'> {
  /** It has been sent, or is not going to be: files that were made for it may go. */
  release(): void;
}

/**
 * The request as its server is to have it, with the media that it names found in the media store;
 * this machine's models find them themselves. Sends nothing, and reads no byte of them. Errors: `usage.invalid`, `video.notFound`, `media.missing`; the signal's
 * reason when it aborts.
 */
export async function buildRequest(
  asking: Asking,
  media: MediaFiles,
  signal: AbortSignal,
): Promise<BuiltRequest> {
  const path = batchPaths[asking.kind];
  const body = requestBody(asking);
  if (asking.endpoint === undefined) return { path, body, release: () => {} };
  const files: MediaFile[] = [];
  const release = (): void => {
    for (const file of files) file.release();
  };
  try {
    for (const reference of mediaOf(asking.kind, body))
      files.push(await media.open(reference, signal));
  } catch (error) {
    release();
    throw error;
  }
  if (asking.kind === 'transcription') return { path, streamed: encodeForm(body, files), release };
  // Most requests name no media.
  if (files.length === 0) return { path, body, release };
  return { path, streamed: encodeJson(body, files), release };
}
