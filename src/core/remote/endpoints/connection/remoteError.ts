import type { ErrorCode } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';

export interface RemoteFailure {
  /** What the server asked for with 429 or 503. */
  retryAfterMs?: number;
  /** False when the same request would fail again, such as 400. */
  retryable: boolean;
  /** False when the request never left, so that it cannot be at fault. */
  reached: boolean;
}

/** A call to a server of the team that gave no answer that can be used. */
export class RemoteError extends AppError {
  readonly failure: RemoteFailure;

  constructor(code: ErrorCode, message: string, failure: RemoteFailure, cause?: unknown) {
    super(code, message, { cause });
    this.failure = failure;
  }
}
