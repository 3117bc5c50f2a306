import { toAppError } from '../../base/index.ts';
import type { Stage, StageContext } from '../../jobs/index.ts';
import {
  getVideo,
  type Library,
  pathOf,
  replaceTranscript,
  type Transcript,
  type VideoRow,
} from '../../library/index.ts';
import type { ModelSource } from '../../models/index.ts';
import { type EmbeddedTrack, findCaptions } from '../captions/findCaptions.ts';
import type { IngestPayload } from '../ingestPayload.ts';
import type { MediaClient } from '../media/mediaClient.ts';
import { WorkFiles } from '../media/workFiles.ts';
import { createPieceKeeper } from '../speech/pieceKeeper.ts';
import { transcribeAudio } from '../speech/transcribeAudio.ts';
import type { Transcriber } from '../speech/transcriber.ts';

export interface TranscriptTools {
  library: Library;
  media: MediaClient;
  models: ModelSource;
  transcriber: Transcriber;
}

/**
 * What is said: captions that came with the video, else what Whisper hears. None for a video
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
        (await captionsOf(tools, context, video)) ?? (await heardIn(tools, context, video));
      replaceTranscript(tools.library, videoId, transcript);
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
      for (const { index, language } of payload.probe?.subtitles ?? []) {
        try {
          const path = pathOf(tools.library, video.contentHash);
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

async function heardIn(
  { library, models, transcriber }: TranscriptTools,
  { jobId, payload, signal, progress, giveWay }: StageContext<IngestPayload>,
  video: VideoRow,
): Promise<Transcript | undefined> {
  const files = new WorkFiles(library, jobId);
  const sound = await files.sound();
  if (sound === undefined) return undefined;
  const model = await models.require('transcribe');
  const { segments, language } = await transcribeAudio({
    transcriber,
    model,
    pcmPath: sound.pcmPath,
    silences: sound.silences,
    language: payload.language ?? video.language ?? undefined,
    keeper: createPieceKeeper(files.path('pieces')),
    signal,
    onProgress: progress,
    giveWay,
  });
  if (segments.length === 0) return undefined;
  return { segments, source: 'whisper', model: `${model.id}@${model.version}`, language };
}
