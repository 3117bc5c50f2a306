import type { z } from 'zod';
import {
  type BatchKind,
  type BatchPlace,
  type BatchRequest,
  notLocal,
  rerankBodySchema,
  transcriptionBodySchema,
  visionBodySchema,
} from '../../../../contract/index.ts';
import { AppError, toAppError } from '../../../base/index.ts';
import { requestedSchema } from '../answers/requestedSchema.ts';
import type { MediaFiles } from './mediaFiles.ts';
import { mediaOf } from './mediaOf.ts';

/** Of the other kinds everything is passed on: their servers say what they do not take. */
const bodySchemas: Partial<Record<BatchKind, z.ZodType>> = {
  vision: visionBodySchema,
  transcription: transcriptionBodySchema,
  rerank: rerankBodySchema,
};

type Where = { kind: BatchKind; place: BatchPlace };

/** Refuses a place without a model for a kind. Error: `usage.invalid`. */
export function validatePlace({ kind, place }: Where): void {
  const why = notLocal[kind];
  const runsLocally = place === 'local' || place === 'remote-then-local';
  if (runsLocally && why !== undefined) {
    throw new AppError('usage.invalid', `${why} Choose the team’s servers.`);
  }
}

/**
 * Refuses what can never be answered, before any of it is sent. Errors, which name the row:
 * `usage.invalid`, `video.notFound`, `media.missing`, `workers.noMedia`.
 */
export function validateRequests(
  { kind, place }: Where,
  requests: readonly BatchRequest[],
  media: MediaFiles,
): void {
  for (const { customId, body } of requests) {
    try {
      refuseMisshapen(kind, body);
      refuseUncheckable(body);
      const references = mediaOf(kind, body);
      if (place === 'workers' && references.length > 0) {
        throw new AppError(
          'workers.noMedia',
          'it refers to media, which the queue does not support.',
        );
      }
      for (const reference of references) media.refuseMissing(reference);
    } catch (error) {
      const { code, message } = toAppError(error);
      throw new AppError(code, `${customId}: ${message}`, { cause: error });
    }
  }
}

function refuseMisshapen(kind: BatchKind, body: BatchRequest['body']): void {
  const read = bodySchemas[kind]?.safeParse(body);
  if (read === undefined || read.success) return;
  const [issue] = read.error.issues;
  const words = `${issue?.path.join('.')} ${issue?.message}`.trim();
  throw new AppError('usage.invalid', `it is not a valid ${kind} request: ${words}.`);
}

function refuseUncheckable(body: BatchRequest['body']): void {
  try {
    requestedSchema(body);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('usage.invalid', `its JSON schema cannot be checked here: ${why}`, {
      cause: error,
    });
  }
}
