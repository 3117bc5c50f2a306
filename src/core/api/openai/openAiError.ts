import { type AppError, toAppError } from '../../base/index.ts';
import { safeHeaders } from '../../host/index.ts';

/** Errors in the form of OpenAI's API: `{ error: { message, type, param, code } }`. */
export function openAiError(error: unknown): Response {
  const known = toAppError(error);
  return errorOf(statusOf(known), known.message, known.code);
}

export function errorOf(status: number, message: string, code: string): Response {
  const type = status < 500 ? 'invalid_request_error' : 'server_error';
  const body = { error: { message, type, param: null, code } };
  return Response.json(body, { status, headers: { ...safeHeaders, 'cache-control': 'no-store' } });
}

function statusOf({ code }: AppError): number {
  switch (code) {
    case 'usage.invalid':
      return 400;
    case 'model.unknown':
      return 404;
    case 'job.cancelled':
      return 499;
    // The model or its process is not there now; the same request may work later.
    case 'model.missing':
    case 'worker.crashed':
      return 503;
    default:
      return 500;
  }
}
