import type { VideoId } from '../../../../contract/index.ts';
import { AppError, toAppError } from '../../../base/index.ts';
import { readAnswer } from '../../batches/answers/readAnswer.ts';
import { buildRequest } from '../../batches/outgoing/buildRequest.ts';
import type { MediaFiles } from '../../batches/outgoing/mediaFiles.ts';
import { transcriptionRequest } from '../../batches/outgoing/mediaRequests.ts';
import type { StoredEndpoint } from '../../endpoints/endpointRepository.ts';
import type { RemoteServers } from '../../endpoints/types.ts';
import { modelOf } from '../serverOf.ts';
import { type Heard, heardIn } from './heardIn.ts';

export interface TranscribeRemotelyTools {
  servers: RemoteServers;
  media: MediaFiles;
}

const timeoutMs = 30 * 60_000;

interface Control {
  language?: string | undefined;
  signal: AbortSignal;
}

/**
 * What a server of the team hears in one video, for an ingest; its answer is held to the same form as a
 * batch's. When the first server does not do, the next one is asked. Errors, of the first: RemoteError,
 * `endpoint.none`, `endpoint.notApproved`, `endpoint.invalidAnswer`, `network.notAllowed`,
 * `media.missing`.
 */
export async function transcribeRemotely(
  tools: TranscribeRemotelyTools,
  videoId: VideoId,
  control: Control,
): Promise<Heard & { model: string }> {
  let first: AppError | undefined;
  for (const endpoint of await tools.servers.candidates('transcription')) {
    try {
      return await askedRemotely(tools, { videoId, endpoint }, control);
    } catch (error) {
      control.signal.throwIfAborted();
      first ??= toAppError(error);
      if (!toAppError(error).code.startsWith('endpoint.')) break;
    }
  }
  throw first ?? new AppError('endpoint.none', 'No server can transcribe.');
}

async function askedRemotely(
  { servers, media }: TranscribeRemotelyTools,
  { videoId, endpoint }: { videoId: VideoId; endpoint: StoredEndpoint },
  { language, signal }: Control,
): Promise<Heard & { model: string }> {
  const { body } = transcriptionRequest(videoId, { language });
  const asking = { kind: 'transcription', body, endpoint, validationError: undefined } as const;
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
