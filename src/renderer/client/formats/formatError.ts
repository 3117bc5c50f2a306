import { ORPCError } from '@orpc/client';
import { type ErrorDto, errorDataSchema, hintFor, isErrorCode } from '../../../contract/index.ts';
import { errorMessages } from '../../messages/errors.ts';

/** What happened and what to do next, whatever a call threw. */
export function formatError(error: unknown): { title: string; hint: string } {
  if (error instanceof ORPCError) {
    const title = error.message;
    if (isErrorCode(error.code)) return { title, hint: hintOf(error.code) };
    const data = errorDataSchema.safeParse(error.data);
    return { title, hint: data.success ? data.data.hint : errorMessages.tryAgain };
  }
  if (error instanceof Error && isLostConnection(error)) {
    return {
      title: errorMessages.connectionLost,
      hint: errorMessages.connectionLostHint,
    };
  }
  if (error instanceof Error) {
    return { title: error.message, hint: errorMessages.checkRunning };
  }
  return { title: errorMessages.unknown, hint: errorMessages.tryAgain };
}

/**
 * What the transport throws when its socket or port closes under a call, and when a call is made
 * after that. What a person cancels is never put into words, so that an abort means the former.
 */
function isLostConnection({ name, message }: Error): boolean {
  return name === 'AbortError' || message === 'Cannot send message, WebSocket is not open.';
}

/** Advice for a code, in the words of the screens. */
export function hintOf(code: ErrorDto['code']): string {
  return errorMessages.hints[code] ?? hintFor(code);
}
