import { readFile } from 'node:fs/promises';
import { AppError, toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import {
  attachMedia,
  type PlacedFile,
  pathOf,
  placeBytes,
  putPrints,
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
}

/** Shots with their keyframes, the poster, the scrub sprite, and frames to read text on. */
export function createFramesStage({ library, media }: FramesTools): Stage<IngestPayload> {
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
          },
          { signal, onEvent: progress },
        );
      } catch (error) {
        // Sound without readable pictures is still worth keeping.
        if (toAppError(error).code !== 'input.noFrames' || probe.audio === undefined) throw error;
        warn('input.noFrames', 'No picture could be read: the file was ingested as audio.');
        return;
      }
      const { changed } = result;
      await files.write(
        'frames.json',
        { changed },
        changed.map(({ path }) => path),
      );
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
    attachMedia(library, videoId, { role: 'poster', contentHash: poster.contentHash });
    attachMedia(library, videoId, { role: 'sprite', contentHash: sprite.contentHash, layout });
    // Measured: a header may lie. The sound stage, which comes later, makes it longer if it is.
    const { durationMs, frameRate, variableFrameRate } = result;
    updateVideo(library, videoId, { durationMs, frameRate, variableFrameRate });
  };
}
