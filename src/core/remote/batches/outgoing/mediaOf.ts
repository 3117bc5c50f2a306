import { type BatchKind, type MediaReference, mediaIn } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';

/** What of a video may go to the servers of a kind: what the user agrees to differs by it. */
const sends: Record<BatchKind, readonly MediaReference['what'][]> = {
  chat: [],
  completions: [],
  embeddings: [],
  vision: ['keyframe', 'poster', 'video'],
  transcription: ['sound'],
  rerank: [],
};

/** The media that a request sends, in order. Errors: `usage.invalid` where its kind sends no such. */
export function mediaOf(kind: BatchKind, body: unknown): MediaReference[] {
  const named = mediaIn(body);
  const strange = named.find(({ what }) => !sends[kind].includes(what));
  if (strange === undefined) return named;
  throw new AppError('usage.invalid', `A request for ${kind} sends no ${strange.what}.`);
}
