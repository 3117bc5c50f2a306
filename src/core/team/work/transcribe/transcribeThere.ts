import type { VideoId } from '../../../../shared/index.ts';
import { AppError } from '../../../base/index.ts';
import { readAnswer } from '../../batches/answers/readAnswer.ts';
import { buildRequest } from '../../batches/outgoing/buildRequest.ts';
import type { MediaFiles } from '../../batches/outgoing/mediaFiles.ts';
import { transcriptionRequest } from '../../batches/outgoing/mediaRequests.ts';
import type { RemoteServers } from '../../endpoints/types.ts';
import { modelOf } from '../serverOf.ts';
import { type Heard, heardIn } from './heardIn.ts';

export interface TranscribeThereTools {
  servers: RemoteServers;
  media: MediaFiles;
}

const timeoutMs = 30 * 60_000;

/**
 * What a server of the team hears in one video, for an ingest; its answer is held to the same form as a
 * batch's. Errors: RemoteError, `endpoint.none`, `endpoint.notApproved`, `endpoint.invalidAnswer`,
 * `network.notAllowed`, `media.missing`.
 */
export async function transcribeThere(
  { servers, media }: TranscribeThereTools,
  videoId: VideoId,
  { language, signal }: { language?: string | undefined; signal: AbortSignal },
): Promise<Heard & { model: string }> {
  const [endpoint] = servers.candidates('transcription');
  if (endpoint === undefined) throw new AppError('endpoint.none', 'No server transcribes.');
  const { body } = transcriptionRequest(videoId, { language });
  const asking = { kind: 'transcription', body, endpoint, misfit: undefined } as const;
  const { release, ...request } = await buildRequest(asking, media, signal);
  try {
    const answer = await servers.call(endpoint.id, { ...request, signal, timeoutMs });
    const soundMs = media.durationMs(videoId);
    const read = readAnswer({ kind: 'transcription', request: body, soundMs }, answer.body);
    if (!read.fits) throw new AppError('endpoint.invalidAnswer', `${endpoint.name}: ${read.why}`);
    return { ...heardIn(answer.body), model: read.model ?? modelOf(endpoint) ?? endpoint.name };
  } finally {
    release();
  }
}
