import type { VideoId } from '../../../../contract/index.ts';
import { AppError, toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { Stage, StageContext } from '../../../jobs/index.ts';
import {
  addMetricSnapshots,
  attachMedia,
  findVideoByHash,
  hashFile,
  insertVideo,
  mediaPath,
  type PlacedFile,
  placeFile,
  recordFile,
  setProducts,
  updateVideo,
} from '../../../library/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import type { MediaClient } from '../../media/mediaClient.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import { channelOf } from '../../records/channelOf.ts';
import { readSidecar } from '../../records/readSidecar.ts';
import type { SidecarMetadata } from '../../records/sidecarMetadata.ts';
import { storeComments } from '../../records/storeComments.ts';
import { joinRecord } from '../records/joinRecord.ts';
import { retellDuplicate } from '../records/retellDuplicate.ts';

export interface StoreTools {
  library: Library;
  media: MediaClient;
}

/**
 * Keeps the original in the media store and makes the video's row with what its sidecar says.
 * From here on the job reads the stored file, so that the given one may go away. Of a duplicate
 * only the sidecar is read again, and an original that is missing is put back.
 */
export function createStoreStage({ library, media }: StoreTools): Stage<IngestPayload> {
  return {
    name: 'store',
    weight: 3,
    resource: 'disk',
    run: async (context) => {
      const { payload, signal, update, setVideo, warn, writeAtEnd } = context;
      const { contentHash, sizeBytes, probe } = payload;
      if (payload.duplicate === true) {
        const { videoId, path, storage } = payload;
        if (videoId === undefined || contentHash === undefined || sizeBytes === undefined) return;
        const expected = { contentHash, sizeBytes };
        const original = await placeFile(library, path, { storage, expected, signal });
        const { metadata, problem } = await readSidecar(path);
        if (problem !== undefined) warn('input.sidecar', problem);
        writeAtEnd(() => {
          recordFile(library, original);
          updateVideo(library, videoId, { storage: original.storage });
          retellDuplicate(library, videoId, metadata);
        });
        return;
      }
      if (contentHash === undefined || sizeBytes === undefined || probe === undefined) {
        throw new AppError('internal.unexpected', 'The store stage needs a probed file.');
      }
      const original = await placeFile(library, payload.path, {
        storage: payload.storage,
        expected: { contentHash, sizeBytes },
        signal,
      });
      const { storage } = original;
      if (storage !== payload.storage) {
        warn(
          'input.linkedAsCopy',
          'The original is on another disk, so it was copied instead of linked.',
        );
      }
      const { metadata, problem } = await readSidecar(payload.path);
      if (problem !== undefined) warn('input.sidecar', problem);
      const playback = probe.indexTrails
        ? await placePlayback({ library, media, context, original })
        : undefined;

      writeAtEnd(() => {
        const ready = { ...payload, storage, contentHash, sizeBytes, probe };
        const videoId =
          joinRecord(library, ready, { file: fileColumns(ready), metadata }) ??
          storeVideo(library, ready, metadata);
        recordFile(library, original);
        attachMedia(library, videoId, { role: 'original', contentHash });
        if (playback !== undefined) {
          recordFile(library, playback);
          attachMedia(library, videoId, { role: 'playback', contentHash: playback.contentHash });
        }
        setVideo(videoId);
        update({ videoId });
      });
    },
  };
}

/** Makes the video's row, or makes it anew where an earlier attempt left one; gives its id. */
function storeVideo(
  library: Library,
  payload: ReadyPayload,
  metadata: SidecarMetadata | undefined,
): VideoId {
  const channelId = channelOf(library, metadata);
  const columns = {
    ...fileColumns(payload),
    ...toldColumns(payload, metadata),
    ...(channelId === undefined ? {} : { channelId }),
  };
  const known = findVideoByHash(library, payload.contentHash)?.id;
  const videoId = known ?? insertVideo(library, { ...columns, contentHash: payload.contentHash });
  if (known !== undefined) updateVideo(library, known, columns);
  addMetricSnapshots(library, videoId, metadata?.metrics ?? []);
  setProducts(library, videoId, metadata?.products ?? []);
  storeComments(library, videoId, metadata);
  return videoId;
}

/**
 * A copy for players whose index comes first; the original stays as it is. What cannot be copied
 * into an MP4 (ProRes, PCM) is played from the original.
 */
async function placePlayback(work: {
  library: Library;
  media: MediaClient;
  context: StageContext<IngestPayload>;
  original: PlacedFile;
}): Promise<PlacedFile | undefined> {
  const { library, media, context, original } = work;
  const { signal, jobId } = context;
  const files = new WorkFiles(library, jobId);
  const output = `${await files.emptyFolder('playback')}/playback.mp4`;
  try {
    await media.call('remux', { path: mediaPath(library, original), output }, { signal });
  } catch (error) {
    if (toAppError(error).code !== 'input.unsupported') throw error;
    context.warn(
      'input.unsupported',
      'No playable copy was made: the format does not fit into an MP4.',
    );
    return undefined;
  }
  const expected = await hashFile(output, { signal });
  return placeFile(library, output, { storage: 'copy', expected, signal });
}

type ReadyPayload = IngestPayload &
  Required<Pick<IngestPayload, 'contentHash' | 'sizeBytes' | 'probe'>>;

/** What is told of the video. */
function toldColumns({ language, originalName }: ReadyPayload, told: SidecarMetadata | undefined) {
  return {
    title: told?.title ?? titleOf(originalName),
    description: told?.description ?? null,
    platform: told?.platform ?? null,
    sourceUrl: told?.sourceUrl ?? null,
    externalId: told?.externalId ?? null,
    publishedAtMs: told?.publishedAtMs ?? null,
    language: language ?? told?.language ?? null,
  };
}

/** What the file is. */
function fileColumns(payload: ReadyPayload) {
  const { probe, originalName } = payload;
  return {
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
