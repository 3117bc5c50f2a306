import { AppError, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Stage, StageContext } from '../../jobs/index.ts';
import {
  addFile,
  addMetricSnapshots,
  attachMedia,
  findVideoByHash,
  hashFile,
  insertVideo,
  type NewVideo,
  pathOf,
  setProducts,
  updateVideo,
} from '../../library/index.ts';
import type { IngestPayload } from '../ingestPayload.ts';
import type { MediaClient } from '../media/mediaClient.ts';
import { WorkFiles } from '../media/workFiles.ts';
import { channelOf } from '../records/channelOf.ts';
import { readSidecar } from '../records/readSidecar.ts';
import type { SidecarMetadata } from '../records/sidecarMetadata.ts';
import { retellDuplicate } from './retellDuplicate.ts';

export interface StoreTools {
  library: Library;
  media: MediaClient;
}

/**
 * Keeps the original in the media store and makes the video's row with what its sidecar says.
 * From here on the job reads the stored file, so that the given one may go away. Of a duplicate
 * only the sidecar is read again.
 */
export function createStoreStage({ library, media }: StoreTools): Stage<IngestPayload> {
  return {
    name: 'store',
    weight: 3,
    resource: 'disk',
    run: async (context) => {
      const { payload, signal, update, setVideo, warn } = context;
      if (payload.duplicate === true) {
        const { videoId, path } = payload;
        if (videoId === undefined) return;
        const problem = await retellDuplicate(library, { videoId, path });
        if (problem !== undefined) warn('input.sidecar', problem);
        return;
      }
      const { contentHash, sizeBytes, probe } = payload;
      if (contentHash === undefined || sizeBytes === undefined || probe === undefined) {
        throw new AppError('internal.unexpected', 'The store stage needs a probed file.');
      }
      const storage = await addFile(library, payload.path, {
        storage: payload.storage,
        expected: { contentHash, sizeBytes },
        signal,
      });
      if (storage !== payload.storage) {
        warn('input.linkedAsCopy', 'The original is on another disk: it was copied, not linked.');
      }
      const sidecar = await readSidecar(payload.path);
      if (sidecar.problem !== undefined) warn('input.sidecar', sidecar.problem);

      const row = videoRow(
        { ...payload, storage, contentHash, sizeBytes, probe },
        sidecar.metadata,
      );
      const known = payload.videoId ?? findVideoByHash(library, contentHash)?.id;
      const channelId = channelOf(library, sidecar.metadata);
      const columns = { ...row, ...(channelId === undefined ? {} : { channelId }) };
      const videoId = known ?? insertVideo(library, columns);
      if (known !== undefined) updateVideo(library, known, columns);
      addMetricSnapshots(library, videoId, sidecar.metadata?.metrics ?? []);
      setProducts(library, videoId, sidecar.metadata?.products ?? []);
      attachMedia(library, videoId, { role: 'original', contentHash });
      setVideo(videoId);
      update({ videoId });

      if (probe.indexTrails) await addPlayback({ library, media, context, videoId, contentHash });
    },
  };
}

/**
 * A copy for players whose index comes first; the original stays as it is. What cannot be copied
 * into an MP4 (ProRes, PCM) is played from the original.
 */
async function addPlayback(work: {
  library: Library;
  media: MediaClient;
  context: StageContext<IngestPayload>;
  videoId: NonNullable<IngestPayload['videoId']>;
  contentHash: NonNullable<IngestPayload['contentHash']>;
}): Promise<void> {
  const { library, media, context, videoId, contentHash } = work;
  const { signal, jobId } = context;
  const files = new WorkFiles(library, jobId);
  const output = `${await files.emptyFolder('playback')}/playback.mp4`;
  try {
    await media.call('remux', { path: pathOf(library, contentHash), output }, { signal });
  } catch (error) {
    if (toAppError(error).code !== 'input.unsupported') throw error;
    context.warn('input.unsupported', 'There is no copy for players: its format does not fit MP4.');
    return;
  }
  const hashed = await hashFile(output, { signal });
  await addFile(library, output, { storage: 'copy', expected: hashed, signal });
  attachMedia(library, videoId, { role: 'playback', contentHash: hashed.contentHash });
}

type ReadyPayload = IngestPayload &
  Required<Pick<IngestPayload, 'contentHash' | 'sizeBytes' | 'probe'>>;

function videoRow(payload: ReadyPayload, metadata: SidecarMetadata | undefined): NewVideo {
  const { probe, originalName } = payload;
  return {
    contentHash: payload.contentHash,
    title: metadata?.title ?? titleOf(originalName),
    description: metadata?.description ?? null,
    platform: metadata?.platform ?? null,
    sourceUrl: metadata?.sourceUrl ?? null,
    publishedAtMs: metadata?.publishedAtMs ?? null,
    language: payload.language ?? metadata?.language ?? null,
    originalName,
    originalPath: payload.path,
    storage: payload.storage,
    sizeBytes: payload.sizeBytes,
    container: probe.container,
    videoCodec: probe.video?.codec ?? null,
    audioCodec: probe.audio?.codec ?? null,
    durationMs: probe.durationMs,
    width: probe.video?.width ?? 0,
    height: probe.video?.height ?? 0,
    rotationDegrees: probe.video?.rotationDegrees ?? 0,
    frameRate: probe.video?.frameRate ?? 0,
    variableFrameRate: probe.video?.variableFrameRate ?? false,
  };
}

/** A file name without its ending, as words. */
function titleOf(originalName: string): string {
  const stem = originalName
    .replace(/\.[^.]{1,5}$/, '')
    .replace(/[\s_\p{Cc}]+/gu, ' ')
    .trim();
  return stem === '' ? originalName : stem;
}
