import { ORPCError } from '@orpc/client';
import { create } from 'zustand';
import { errorSchema, type UploadId, uploadIdSchema } from '../../../contract/index.ts';
import { appMessages } from '../../messages/app.ts';
import { authorization } from '../connection/session.ts';

interface Uploads {
  /** Bytes of all drops that are being sent now. */
  sentBytes: number;
  totalBytes: number;
  /** Ends what is being sent. */
  cancel: (() => void) | undefined;
}

const idle: Uploads = { sentBytes: 0, totalBytes: 0, cancel: undefined };

/** What is being sent to the host now; `totalBytes` is 0 when nothing is. */
export const useUploads = create<Uploads>()(() => idle);

/**
 * Sends files to the host, one after the other, as one upload. Undefined when the user cancelled.
 * Errors: an ORPCError with the host's code.
 */
export async function uploadFiles(files: readonly File[]): Promise<UploadId | undefined> {
  if (files.length === 0) return undefined;
  const upload = uploadIdSchema.parse(crypto.randomUUID());
  const stop = new AbortController();
  useUploads.setState({
    sentBytes: 0,
    totalBytes: files.reduce((sum, file) => sum + file.size, 0),
    cancel: () => stop.abort(),
  });
  let doneBytes = 0;
  try {
    for (const file of files) {
      await send(upload, file, stop.signal, (bytes) =>
        useUploads.setState({ sentBytes: doneBytes + bytes }),
      );
      doneBytes += file.size;
    }
    return upload;
  } catch (error) {
    if (stop.signal.aborted) return undefined;
    throw error;
  } finally {
    useUploads.setState(idle);
  }
}

/** `fetch` does not tell how much of a body has gone; XMLHttpRequest does. */
function send(
  upload: UploadId,
  file: File,
  signal: AbortSignal,
  onProgress: (sentBytes: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/uploads/${upload}/${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries(authorization())) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () =>
      request.status < 300 ? resolve() : reject(errorOf(request.responseText, file.name));
    request.onerror = () => reject(new Error(appMessages.uploadFiles.lost(file.name)));
    request.onabort = () => reject(new Error(appMessages.uploadFiles.cancelled));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function errorOf(body: string, name: string): Error {
  try {
    const { code, message, hint } = errorSchema.parse(JSON.parse(body));
    return new ORPCError(code, { message, data: { hint } });
  } catch {
    return new Error(appMessages.uploadFiles.rejected(name));
  }
}
