import { readFile } from 'node:fs/promises';
import { AppError, toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { ModelSource } from '../../../inference/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import {
  attachMedia,
  getSettings,
  type PlacedFile,
  pathOf,
  placeBytes,
  putPrints,
  putSignals,
  recordFile,
  replaceShots,
  type ShotRow,
  updateVideo,
} from '../../../library/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import type { FramesOutput } from '../../media/mediaCalls.ts';
import type { MediaClient } from '../../media/mediaClient.ts';
import { WorkFiles } from '../../media/workFiles.ts';

export interface FramesTools {
  library: Library;
  media: MediaClient;
  models: Pick<ModelSource, 'preferred'>;
}

/** Shots with their keyframes, the poster, the scrub sprite, and frames to read text on and to look at. */
export function createFramesStage({ library, media, models }: FramesTools): Stage<IngestPayload> {
  return {
    name: 'frames',
    weight: 10,
    resource: 'cpu',
    run: async ({ jobId, payload, signal, progress, warn, writeAtEnd }) => {
      const { videoId, probe, contentHash } = payload;
      if (payload.duplicate === true || videoId === undefined || contentHash === undefined) return;
      if (probe?.video === undefined) return;
      const files = new WorkFiles(library, jobId);
      const folder = await files.emptyFolder('frames');
      const { rotationDegrees, width, height } = probe.video;
      // Frames to look at cost time: none are kept when no model would.
      const sees = (await models.preferred('see')) !== undefined;
      const { lookMinDifference: minDifference } = getSettings(library);
      let result: FramesOutput;
      try {
        result = await media.call(
          'frames',
          {
            path: pathOf(library, contentHash),
            durationMs: probe.durationMs,
            rotationDegrees,
            width,
            height,
            folder,
            ...(sees && { look: { minDifference } }),
          },
          { signal, onEvent: progress },
        );
      } catch (error) {
        // Sound without readable pictures is still worth keeping.
        if (toAppError(error).code !== 'input.noFrames' || probe.audio === undefined) throw error;
        warn('input.noFrames', 'No picture could be read: the file was ingested as audio.');
        return;
      }
      const { changed, look } = result;
      const looked = look === undefined || look.frames.length === 0 ? [] : [look.path];
      await files.write('frames.json', { changed, ...(look !== undefined && { look }) }, [
        ...changed.map(({ path }) => path),
        ...looked,
      ]);
      const write = await place(library, videoId, result);
      writeAtEnd(write);
    },
  };
}

/** Puts the pictures into the store; what comes back makes the library know them. */
async function place(
  library: Library,
  videoId: NonNullable<IngestPayload['videoId']>,
  result: FramesOutput,
): Promise<() => void> {
  const shots: ShotRow[] = [];
  const pictures: PlacedFile[] = [];
  for (const { startMs, endMs, keyframe } of result.shots) {
    const picture = await placeBytes(library, await readFile(keyframe.path), '.jpg');
    pictures.push(picture);
    const { contentHash } = picture;
    shots.push({ startMs, endMs, keyframe: { atMs: keyframe.atMs, contentHash } });
  }
  const poster = shots[0]?.keyframe;
  if (poster === undefined) throw new AppError('internal.unexpected', 'No shot has a keyframe.');
  const { path: _, ...layout } = result.sprite;
  const sprite = await placeBytes(library, await readFile(result.sprite.path), '.jpg');
  return () => {
    for (const picture of [...pictures, sprite]) recordFile(library, picture);
    replaceShots(library, videoId, shots);
    putPrints(library, videoId, { frames: result.prints });
    putSignals(library, videoId, result.signals);
    attachMedia(library, videoId, { role: 'poster', contentHash: poster.contentHash });
    attachMedia(library, videoId, { role: 'sprite', contentHash: sprite.contentHash, layout });
    // Measured: a header may lie. The sound stage, which comes later, makes it longer if it is.
    const { durationMs, frameRate, variableFrameRate } = result;
    updateVideo(library, videoId, { durationMs, frameRate, variableFrameRate });
  };
}
