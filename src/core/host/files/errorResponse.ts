import { type ErrorCode, withHint } from '../../../contract/index.ts';
import { toAppError } from '../../base/index.ts';

/** What every answer of the file routes carries: bytes of a video must never act as a page. */
export const safeHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': 'sandbox',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Any error as `{ code, message, hint }`. */
export function errorResponse(error: unknown, status?: number): Response {
  const body = withHint(toAppError(error));
  return Response.json(body, {
    status: status ?? statusOf(body.code),
    headers: { ...safeHeaders, 'cache-control': 'no-store' },
  });
}

function statusOf(code: ErrorCode): number {
  switch (code) {
    case 'video.notFound':
    case 'media.missing':
    case 'input.notFound':
      return 404;
    case 'usage.invalid':
    case 'upload.invalid':
    case 'job.cancelled':
      return 400;
    case 'disk.full':
      return 507;
    case 'library.inUse':
    case 'core.starting':
    case 'core.crashed':
      return 503;
    default:
      return 500;
  }
}
