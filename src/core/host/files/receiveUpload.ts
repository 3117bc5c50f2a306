import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import {
  AppError,
  hasSystemCode,
  pathBelow,
  privateFileMode,
  privateFolder,
  toAppError,
} from '../../base/index.ts';
import { safeHeaders } from './errorResponse.ts';

/**
 * Streams the bytes of one dropped file to the folder of its upload. A file is there whole or not
 * at all, and never replaces another. Errors: `upload.invalid`, `disk.full`.
 */
export async function receiveUpload(
  request: Request,
  upload: { folder: string; name: string },
): Promise<Response> {
  const { folder } = upload;
  const path = pathBelow(folder, upload.name);
  const expectedBytes = announcedBytes(request);
  let created = false;
  let receivedBytes = 0;
  try {
    await mkdir(folder, privateFolder);
    const target = createWriteStream(path, { flags: 'wx', mode: privateFileMode });
    target.once('open', () => {
      created = true;
    });
    await pipeline(async function* count() {
      for await (const chunk of bytesOf(request)) {
        receivedBytes += chunk.length;
        yield chunk;
      }
    }, target);
    if (expectedBytes !== undefined && receivedBytes !== expectedBytes) {
      throw new AppError(
        'upload.invalid',
        `${receivedBytes} of ${expectedBytes} bytes of ${upload.name} arrived.`,
      );
    }
  } catch (error) {
    if (created) await rm(path, { force: true });
    throw uploadError(error, upload.name);
  }
  return Response.json({ name: upload.name, sizeBytes: receivedBytes }, { headers: safeHeaders });
}

/** The body of a request; one that is left early is told so. */
async function* bytesOf({ body }: Request): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** A client that leaves in the middle ends the body with an error of the connection. */
function uploadError(error: unknown, name: string): AppError {
  if (hasSystemCode(error, 'EEXIST')) {
    const message = `${name} was already uploaded.`;
    return new AppError('upload.invalid', message, { cause: error });
  }
  const known = toAppError(error);
  if (known.code !== 'internal.unexpected' && known.code !== 'job.cancelled') return known;
  return new AppError('upload.invalid', `The upload of ${name} is incomplete.`, { cause: error });
}

function announcedBytes(request: Request): number | undefined {
  const header = request.headers.get('content-length');
  return header === null || !/^\d+$/.test(header) ? undefined : Number(header);
}
