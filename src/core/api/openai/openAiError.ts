import { type OpenAiErrorOptions, toOpenAiError } from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import { safeHeaders } from '../../host/index.ts';
import { RateLimitError } from './admission/rateLimitError.ts';

/** What is wrong with one parameter of a request. */
export class ParameterError extends AppError {
  /** Its path: `messages[0].content`. */
  readonly param: string;

  constructor(param: string, message: string) {
    super('usage.invalid', message);
    this.param = param;
  }
}

/** Errors in the form of OpenAI's API: `{ error: { message, type, param, code } }`. */
export function openAiError(error: unknown): Response {
  const headers: Record<string, string> =
    error instanceof RateLimitError ? { 'retry-after': String(error.retryAfterSeconds) } : {};
  return errorOf(describeError(error), headers);
}

export function describeError(error: unknown): OpenAiErrorOptions {
  if (error instanceof RateLimitError) {
    return { status: 429, message: error.message, code: 'rate_limit_exceeded' };
  }
  const known = toAppError(error);
  return {
    status: statusOf(known),
    message: known.message,
    code: known.code,
    param: error instanceof ParameterError ? error.param : undefined,
  };
}

export function errorOf(
  options: OpenAiErrorOptions,
  headers: Record<string, string> = {},
): Response {
  return Response.json(toOpenAiError(options), {
    status: options.status,
    headers: { ...safeHeaders, 'cache-control': 'no-store', ...headers },
  });
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
