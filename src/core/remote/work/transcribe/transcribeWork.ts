import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { VideoId, WorkRequest } from '../../../../contract/index.ts';
import { AppError, toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { getVideo, listSounds, type SoundOfVideo } from '../../../library/index.ts';
import { transcriptionRequest } from '../../batches/outgoing/mediaRequests.ts';
import { selectVideos } from '../selectVideos.ts';
import type { PlannedWork, RowOutcome, TakenRow, WorkKindOf, WorkServer } from '../workKind.ts';
import { subjectsOfWorks } from '../workRepository.ts';
import { type Heard, heardIn } from './heardIn.ts';

export interface TranscribeWorkTools {
  library: Library;
  transcriptUpdates: {
    /** Puts a transcript in the place of the video's; gives its sentences, none when it is empty. */
    hear(videoId: VideoId, heard: Heard & { model: string }): number;
  };
}

type TranscribeRequest = Extract<WorkRequest, { kind: 'transcribe' }>;

const specSchema = z.object({ model: z.string(), overCaptions: z.boolean() });

/** What is said in videos, written down by a server's model. */
export function createTranscribeWork(tools: TranscribeWorkTools): WorkKindOf<TranscribeRequest> {
  return {
    plan: async (request, server) => {
      if (request.place === 'local') throw notLocal();
      if (server === undefined) throw new AppError('endpoint.none', 'No server can transcribe.');
      return planTranscripts(tools.library, request, server);
    },
    take: (row) => takeTranscript(tools, row),
  };
}

function notLocal(): AppError {
  return new AppError(
    'usage.invalid',
    'This computer transcribes videos when they are ingested. Choose the team’s servers.',
  );
}

async function planTranscripts(
  library: Library,
  { selection, overCaptions }: TranscribeRequest,
  { model }: WorkServer,
): Promise<PlannedWork> {
  const videos = await selectVideos(library, selection);
  const selected = listSounds(library).filter(({ videoId }) => videos?.has(videoId) ?? true);
  const states = ['open', 'done'] as const;
  const asked = subjectsOfWorks(library, { kind: 'transcribe', target: model, states });
  const byModel = selected.filter(
    ({ videoId, transcriptModel }) => transcriptModel === model || asked.has(videoId),
  );
  const isDone = new Set(byModel);
  const withCaptions = selected.filter((each) => !isDone.has(each) && hasCaptions(each));
  const open = selected.filter((each) => !isDone.has(each) && (overCaptions || !hasCaptions(each)));
  return {
    name: `Transcribe ${open.length.toLocaleString('en')} videos with ${model}`,
    batchKind: 'transcription',
    target: model,
    rows: open.map(({ videoId, language }) => {
      const { body } = transcriptionRequest(videoId, { language: language ?? undefined });
      const key = createHash('sha256').update(`${model} ${videoId}`).digest('hex');
      return {
        request: { customId: `transcribe-${key.slice(0, 40)}`, body },
        items: [{ subject: videoId, videoId }],
      };
    }),
    leftOut: [
      { words: 'already transcribed by this model or in progress', items: byModel.length },
      {
        words: 'with captions of their own',
        items: overCaptions ? 0 : withCaptions.length,
      },
    ],
    characters: 0,
    soundMs: open.reduce((sum, { durationMs }) => sum + durationMs, 0),
    answerTokens: 0,
    outcome: `The transcripts replace the current ones, which are kept. They are credited to ${model}; hooks, search and subtitles are updated.`,
    begin: () => ({ model, overCaptions }),
  };
}

function hasCaptions({ transcriptSource }: SoundOfVideo): boolean {
  return transcriptSource !== null && transcriptSource !== 'whisper';
}

function takeTranscript(
  { library, transcriptUpdates }: TranscribeWorkTools,
  { answer, model, spec, items: [item] }: TakenRow,
): RowOutcome {
  const { model: planned, overCaptions } = specSchema.parse(spec);
  const nothing = (words: string): RowOutcome => ({
    words: `Nothing was changed: ${words}`,
    applied: [],
    keepsAnswer: true,
  });
  if (item?.videoId == null)
    throw new AppError('endpoint.invalidAnswer', 'It belongs to no video.');
  let before: ReturnType<typeof getVideo>;
  try {
    before = getVideo(library, item.videoId);
  } catch (error) {
    if (toAppError(error).code !== 'video.notFound') throw error;
    return nothing('the video was removed.');
  }
  const { transcriptSource, transcriptModel } = before;
  // They may have come since the work was planned.
  if (!overCaptions && transcriptSource !== null && transcriptSource !== 'whisper') {
    return nothing('the video now has captions of its own.');
  }
  const sentences = transcriptUpdates.hear(item.videoId, {
    ...heardIn(answer),
    model: model || planned,
  });
  if (sentences === 0) return nothing('the model found no speech.');
  // This machine's models have a version, a long hash.
  const from = transcriptModel?.split('@')[0] ?? transcriptSource;
  return {
    words: `${sentences} sentences${from === null ? '' : `, replacing those of ${from}`}.`,
    applied: [item.position],
    keepsAnswer: true,
    changesTexts: true,
  };
}
