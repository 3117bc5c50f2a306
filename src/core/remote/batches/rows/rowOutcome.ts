import type { BatchId, BatchKind } from '../../../../contract/index.ts';
import { type AppError, toAppError } from '../../../base/index.ts';
import { RemoteError } from '../../endpoints/connection/remoteError.ts';
import type { StoredEndpoint } from '../../endpoints/endpointRepository.ts';
import type { ReadAnswer } from '../answers/answerParts.ts';
import { readAnswer } from '../answers/readAnswer.ts';
import { modelOf } from '../answers/requestBody.ts';
import type { RowEnd } from './batchRepository.ts';
import type { RowUsage, WindowRow } from './rowWindow.ts';

const maxAttempts = 5;
const firstBackoffMs = 250;
const maxBackoffMs = 30_000;
/** How soon a row goes on that is not to blame. */
const soonMs = 50;

export type AnsweredRow = Pick<
  WindowRow,
  'customId' | 'body' | 'attempts' | 'usage' | 'validationError'
>;
type AskedServer = Pick<StoredEndpoint, 'id' | 'inputPrice' | 'outputPrice' | 'model' | 'contract'>;

export interface Answered {
  batchId: BatchId;
  kind: BatchKind;
  row: AnsweredRow;
  /** Undefined: this machine. */
  endpoint: AskedServer | undefined;
  answer: unknown;
  /** Of what was sent: how long its sound is. */
  soundMs: number | undefined;
}

export type Outcome =
  | { isOver: true; end: RowEnd }
  | { isOver: false; again: { validationError: string; usage: RowUsage } };

/** How a row ends with an answer; a first one that does not fit is asked for again, with why. */
export function answeredEnd({ batchId, kind, row, endpoint, answer, soundMs }: Answered): Outcome {
  const read = readAnswer({ kind, request: row.body, soundMs }, answer);
  const usage = usageOf(row, read, endpoint);
  if (!read.fits && row.validationError === undefined) {
    return { isOver: false, again: { validationError: read.why, usage } };
  }
  const common = {
    batchId,
    customId: row.customId,
    attempts: row.attempts + 1,
    response: answer,
    ...usage,
    ...(endpoint !== undefined && { endpointId: endpoint.id }),
  };
  if (!read.fits) {
    const why = { errorCode: 'endpoint.invalidAnswer', errorMessage: read.why } as const;
    return { isOver: true, end: { ...common, state: 'rejected', ...why } };
  }
  // OpenAI's form of a transcription has no place for the model's name, and others may leave it out.
  const asked = endpoint === undefined ? undefined : modelOf(endpoint, row.body.model);
  const model = read.model ?? (typeof asked === 'string' ? asked : undefined);
  return { isOver: true, end: { ...common, state: 'done', ...(model !== undefined && { model }) } };
}

/** All that a row has cost, with the answers that did not fit. */
function usageOf(
  { usage }: AnsweredRow,
  { inputTokens, outputTokens }: ReadAnswer,
  endpoint: AskedServer | undefined,
): RowUsage {
  const { inputPrice = 0, outputPrice = 0 } = endpoint ?? {};
  return {
    inputTokens: usage.inputTokens + inputTokens,
    outputTokens: usage.outputTokens + outputTokens,
    cost: usage.cost + (inputTokens * inputPrice + outputTokens * outputPrice) / 1_000_000,
  };
}

export interface Failure {
  error: AppError;
  /** The same when it tells of who was asked, whatever the request was. */
  serverError: AppError | undefined;
  attempts: number;
  /** Undefined: the row has failed. */
  againInMs: number | undefined;
}

/** What a request that failed means for its row and for the server. */
export function failureOf(
  thrown: unknown,
  { wasDown, attempts }: { wasDown: boolean; attempts: number },
): Failure {
  const error = toAppError(thrown);
  const remote = thrown instanceof RemoteError ? thrown : undefined;
  const serverError = tellsOfServer(error) ? error : undefined;
  if (isInnocent(error, remote, wasDown)) {
    return { error, serverError, attempts, againInMs: soonMs };
  }
  const used = attempts + 1;
  const isRetryable = remote?.failure.retryable ?? error.code === 'worker.crashed';
  if (!isRetryable || used >= maxAttempts) {
    return { error, serverError, attempts: used, againInMs: undefined };
  }
  // With jitter, so that rows that failed together do not come back together.
  const backoffMs = Math.min(maxBackoffMs, firstBackoffMs * 2 ** used);
  return { error, serverError, attempts: used, againInMs: backoffMs * (0.5 + Math.random()) };
}

function tellsOfServer({ code }: AppError): boolean {
  return [
    'endpoint.busy',
    'endpoint.unreachable',
    'endpoint.failed',
    'endpoint.keyRefused',
    'model.missing',
  ].includes(code);
}

/** The row is not to blame: it waits, with no attempt used, until somebody can be asked. */
function isInnocent(
  { code }: AppError,
  remote: RemoteError | undefined,
  wasDown: boolean,
): boolean {
  switch (code) {
    case 'network.notAllowed':
    case 'endpoint.busy':
    case 'endpoint.keyRefused':
    case 'endpoint.notFound':
    case 'model.missing':
      return true;
    case 'endpoint.unreachable':
    case 'endpoint.failed':
      return wasDown || remote?.failure.reached === false;
    default:
      return false;
  }
}
