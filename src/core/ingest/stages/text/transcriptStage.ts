import type { VideoId, WorkPlace } from '../../../../contract/index.ts';
import { toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { ModelSource } from '../../../inference/index.ts';
import type { Stage, StageContext } from '../../../jobs/index.ts';
import {
  getVideo,
  pathOf,
  replaceSoundRegions,
  replaceTranscript,
  type Transcript,
  type VideoRow,
} from '../../../library/index.ts';
import { type EmbeddedTrack, findCaptions } from '../../captions/findCaptions.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import type { MediaClient } from '../../media/mediaClient.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import { createPieceKeeper } from '../../speech/pieceKeeper.ts';
import { transcribeAudio } from '../../speech/transcribeAudio.ts';
import type { Transcriber } from '../../speech/transcriber.ts';
import { type RemoteTranscript, sentencesOf } from '../../transcriptUpdates/remoteTranscript.ts';

export interface TranscriptTools {
  library: Library;
  media: MediaClient;
  models: ModelSource;
  transcriber: Transcriber;
  /** Left out: this machine alone hears. */
  team?: TeamTranscriber | undefined;
}

/** The team's servers, where the user has transcripts made there. */
export interface TeamTranscriber {
  place(): WorkPlace;
  /** Errors: `endpoint.*`, `network.notAllowed`. */
  hear(
    videoId: VideoId,
    control: { language?: string | undefined; signal: AbortSignal },
  ): Promise<RemoteTranscript>;
}

/**
 * What is said: captions that came with the video, else what a model hears, here or there. None for a video
 * without sound or speech. Errors: `model.missing`, `model.damaged`, `worker.crashed`.
 */
export function createTranscriptStage(tools: TranscriptTools): Stage<IngestPayload> {
  return {
    name: 'transcript',
    weight: 40,
    resource: 'cpu',
    run: async (context) => {
      const { videoId, duplicate } = context.payload;
      if (duplicate === true || videoId === undefined) return;
      const video = getVideo(tools.library, videoId);
      const transcript =
        (await captionsOf(tools, context, video)) ?? (await heardSomewhere(tools, context, video));
      context.writeAtEnd(() => replaceTranscript(tools.library, videoId, transcript));
    },
  };
}

async function captionsOf(
  tools: TranscriptTools,
  { payload, signal, warn }: StageContext<IngestPayload>,
  video: VideoRow,
): Promise<Transcript | undefined> {
  return findCaptions({
    mediaPath: payload.path,
    durationMs: video.durationMs,
    language: payload.language ?? video.language ?? undefined,
    readEmbedded: async () => {
      const tracks: EmbeddedTrack[] = [];
      const { contentHash } = payload;
      if (contentHash === undefined) return tracks;
      for (const { index, language } of payload.probe?.subtitles ?? []) {
        try {
          const path = pathOf(tools.library, contentHash);
          const cues = await tools.media.call(
            'subtitles',
            { path, streamIndex: index },
            { signal },
          );
          tracks.push({ language, cues });
        } catch (error) {
          const { code, message } = toAppError(error);
          if (code === 'job.cancelled') throw error;
          warn('captions.invalid', `Subtitle track ${index}: ${message}`);
        }
      }
      return tracks;
    },
    warn,
  });
}

/** Where the user has it done; why a server did not is a warning, which says what to do. */
async function heardSomewhere(
  tools: TranscriptTools,
  context: StageContext<IngestPayload>,
  video: VideoRow,
): Promise<Transcript | undefined> {
  const { team } = tools;
  const place = team?.place() ?? 'local';
  if (team === undefined || place === 'local' || video.audioCodec === null) {
    return heardIn(tools, context, video);
  }
  const { payload, signal, warn, releaseWhile } = context;
  try {
    const language = payload.language ?? video.language ?? undefined;
    // This machine is free meanwhile: a server may take half an hour.
    const { model, ...heard } = await releaseWhile(() => team.hear(video.id, { language, signal }));
    const segments = sentencesOf(heard, video.durationMs);
    if (segments.length === 0) return undefined;
    return { segments, source: 'whisper', model, language: heard.language ?? language };
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = toAppError(error);
    if (!code.startsWith('endpoint.') && !code.startsWith('network.')) throw error;
    if (place === 'remote-then-local') {
      warn(code, `Transcribed on this computer: ${message}`);
      return heardIn(tools, context, video);
    }
    warn(code, `Not transcribed: ${message} Later: trendroom work start transcribe --everything.`);
    return undefined;
  }
}

async function heardIn(
  { library, models, transcriber }: TranscriptTools,
  { jobId, payload, signal, progress, yieldSlot, writeAtEnd }: StageContext<IngestPayload>,
  video: VideoRow,
): Promise<Transcript | undefined> {
  const files = new WorkFiles(library, jobId);
  const sound = await files.sound();
  if (sound === undefined) return undefined;
  const model = await models.require('transcribe');
  const { segments, regions, language } = await transcribeAudio({
    transcriber,
    model,
    pcmPath: sound.pcmPath,
    language: payload.language ?? video.language ?? undefined,
    keeper: createPieceKeeper(files.path('pieces')),
    signal,
    onProgress: progress,
    yieldSlot,
  });
  writeAtEnd(() => replaceSoundRegions(library, video.id, regions));
  if (segments.length === 0) return undefined;
  return { segments, source: 'whisper', model: `${model.id}@${model.version}`, language };
}
