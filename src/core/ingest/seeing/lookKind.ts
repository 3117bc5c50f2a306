import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JobId, VideoId } from '../../../contract/index.ts';
import { jobMessages, pathBelow, priorities, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { ModelSource } from '../../inference/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import {
  countUnseen,
  getSettings,
  hasVideo,
  lookable,
  nextUnseen,
  presentOriginal,
  putSignals,
  replaceSeen,
  type Unseen,
} from '../../library/index.ts';
import type { FramesOutput } from '../media/mediaCalls.ts';
import type { MediaClient } from '../media/mediaClient.ts';
import { rechunk } from '../transcriptUpdates/rechunk.ts';
import type { ObjectFinder } from './objectFinder.ts';
import { seeVideo } from './seeVideo.ts';

/** One video; left out: all at which the model that sees has not looked. */
export interface LookPayload {
  videoId?: VideoId;
}

/** Queues a look, or gives the one that has not ended. A person waits for it. */
export function enqueueLook(queue: JobQueue, kind: JobKind<LookPayload>, of?: LookedAt): JobId {
  const payload = of === undefined ? {} : { videoId: of.id };
  const label = jobMessages.labels.look(of?.title);
  return queue.enqueue(kind, payload, { label, dedupeKey: of?.id ?? kind.kind });
}

interface LookedAt {
  id: VideoId;
  title: string;
}

interface LookTools {
  library: Library;
  media: MediaClient;
  models: ModelSource;
  finder: ObjectFinder;
}

interface LookControl {
  signal: AbortSignal;
  yieldSlot(): Promise<void>;
  onProgress(fraction: number): void;
}

/**
 * Looks at videos that were ingested before there was a model that sees, or when there was another.
 * Each is stored when it was looked at: after a kill it goes on with the next.
 */
export function createLookKind(tools: LookTools): JobKind<LookPayload> {
  return {
    kind: 'look',
    maxAttempts: 2,
    priority: priorities.ingest,
    isRetryable: (code) => code === 'worker.crashed' || code === 'disk.full',
    stages: [
      {
        name: 'seeing',
        weight: 1,
        resource: 'cpu',
        run: async ({ payload, signal, progress, yieldSlot, warn }) => {
          const { library, models } = tools;
          // Before the first video: without one there is nothing to do.
          const { version } = await models.require('see');
          if (payload.videoId !== undefined) {
            const video = lookable(library, payload.videoId);
            const control = { signal, yieldSlot, onProgress: progress };
            if (video !== undefined) await lookAt(video, tools, control);
            return;
          }
          const total = countUnseen(library, version);
          const control = { signal, yieldSlot, onProgress: () => {} };
          let done = 0;
          for (let last = ''; ; ) {
            await yieldSlot();
            await nextTurn();
            signal.throwIfAborted();
            const video = nextUnseen(library, version, last);
            if (video === undefined) return;
            last = video.videoId;
            try {
              await lookAt(video, tools, control);
            } catch (error) {
              const { code, message } = toAppError(error);
              // One that cannot be read is no reason to leave the others.
              if (signal.aborted || !code.startsWith('input.')) throw error;
              warn(code, message);
            }
            done++;
            progress(Math.min(1, done / total), { done, total: Math.max(done, total) });
          }
        },
      },
    ],
  };
}

/** A file that is away may come back: it is looked for again the next time. */
async function lookAt(video: Unseen, tools: LookTools, control: LookControl): Promise<void> {
  const { library, media, models, finder } = tools;
  const { videoId, durationMs, rotationDegrees, width, height } = video;
  const path = await presentOriginal(library, videoId);
  if (path === undefined) return;
  const model = await models.require('see');
  const folder = await mkdtemp(join(pathBelow(library.directory, 'work'), 'look-'));
  try {
    const size = { durationMs, rotationDegrees, width, height };
    const look = { minDifference: getSettings(library).lookMinDifference };
    const { signal } = control;
    const frames = await media.call('frames', { path, ...size, folder, look }, { signal });
    if (frames.look === undefined) return;
    const parts = { finder, modelPath: model.path, look: frames.look, ...control };
    const things = await seeVideo(parts);
    // It may have been removed meanwhile.
    if (hasVideo(library, videoId)) store(library, videoId, { frames, things, model });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Looked {
  frames: FramesOutput;
  things: Awaited<ReturnType<typeof seeVideo>>;
  model: { version: string };
}

function store(library: Library, videoId: VideoId, { frames, things, model }: Looked): void {
  library.db.transaction(() => {
    putSignals(library, videoId, frames.signals);
    replaceSeen(library, videoId, {
      things,
      modelVersion: model.version,
      sampledFrames: frames.look?.sampled ?? 0,
      keptFrames: frames.look?.frames.length ?? 0,
    });
    rechunk(library, videoId);
  });
}
