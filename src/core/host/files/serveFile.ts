import { stat } from 'node:fs/promises';
import { AppError, hasSystemCode } from '../../base/index.ts';
import type { MediaFile } from '../coreProcess/messages.ts';
import { byteRange } from './byteRange.ts';
import { safeHeaders } from './errorResponse.ts';
import { readBytes } from './readBytes.ts';

/**
 * A stored file as the answer to a GET or HEAD: 200, 206 for a range, 304 for what the client
 * has, 416. Errors: `media.missing`.
 */
export async function serveFile(request: Request, file: MediaFile): Promise<Response> {
  const { size, mtimeMs } = await statOf(file.path);
  const etag = `"${file.kept ? file.contentHash : `${file.contentHash}-${size}-${mtimeMs}`}"`;
  const headers = new Headers({
    ...safeHeaders,
    'content-type': file.contentType,
    'accept-ranges': 'bytes',
    'cache-control': cacheControl(request, file),
    etag,
  });
  if (matches(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  const ifRange = request.headers.get('if-range');
  const asked = ifRange === null || ifRange === etag ? request.headers.get('range') : null;
  const range = byteRange(asked, size);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
  headers.set('content-length', `${last - first + 1}`);
  if (range !== 'whole') headers.set('content-range', `bytes ${first}-${last}/${size}`);
  const body = request.method === 'HEAD' ? null : readBytes(file.path, { first, last });
  return new Response(body, { status: range === 'whole' ? 200 : 206, headers });
}

async function statOf(path: string): Promise<{ size: number; mtimeMs: number }> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found;
  } catch (error) {
    if (!hasSystemCode(error, 'ENOENT', 'ENOTDIR')) throw error;
  }
  throw new AppError('media.missing', 'The file of this video is missing.');
}

/** An address that names the fingerprint can only ever mean these bytes. */
function cacheControl(request: Request, file: MediaFile): string {
  const named = new URL(request.url).searchParams.get('hash');
  return file.kept && named === file.contentHash
    ? 'private, max-age=31536000, immutable'
    : 'private, no-cache';
}

function matches(ifNoneMatch: string | null, etag: string): boolean {
  const known = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return known.includes(etag) || known.includes('*');
}
