import { stat } from 'node:fs/promises';
import {
  type MediaReference,
  mediaReferenceSchema,
  type VideoId,
} from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import {
  contentTypeOf,
  findKeyframe,
  findVideoFile,
  getVideo,
  type VideoFile,
} from '../../../library/index.ts';

/** A file that is about to be sent. */
export interface MediaFile {
  path: string;
  sizeBytes: number;
  contentType: string;
  /** It has been sent, or is not going to be. */
  release(): void;
}

/** The sound of a video in a file of its own: FLAC, mono, 16 kHz. Errors: `media.missing`. */
export type OpenSound = (
  videoId: VideoId,
  signal: AbortSignal,
) => Promise<{ path: string; release(): void }>;

/** Where the media that requests name come from. */
export interface MediaFiles {
  /** Errors: `video.notFound`, `media.missing`; the signal's reason when it aborts. */
  open(reference: MediaReference, signal: AbortSignal): Promise<MediaFile>;
  /** The same errors, when a video has nothing of that sort; opens nothing. */
  refuseMissing(reference: MediaReference): void;
  /** How long a video is; undefined when the library has it no more. */
  durationMs(videoId: VideoId): number | undefined;
}

/** The media of a library: what is sent is found by a video's id and by nothing else. */
export function createMediaFiles(library: Library, openSound: OpenSound): MediaFiles {
  return {
    open: async (reference, signal) => {
      signal.throwIfAborted();
      if (reference.what === 'sound') {
        refuseSilent(library, reference.videoId);
        const { path, release } = await openSound(reference.videoId, signal);
        return { path, sizeBytes: await sizeOf(path), contentType: 'audio/flac', release };
      }
      const { path, extension } = fileOf(library, reference);
      const contentType = contentTypeOf(extension);
      return { path, sizeBytes: await sizeOf(path), contentType, release: () => {} };
    },
    refuseMissing: (reference) => {
      if (reference.what === 'sound') refuseSilent(library, reference.videoId);
      else fileOf(library, reference);
    },
    durationMs: (videoId) => {
      try {
        return getVideo(library, videoId).durationMs;
      } catch {
        // It was removed after its sound was sent.
        return undefined;
      }
    },
  };
}

/** How long the sound is that a request sends; undefined when it sends none. */
export function soundMsOf(
  { file }: Readonly<Record<string, unknown>>,
  media: Pick<MediaFiles, 'durationMs'>,
): number | undefined {
  const reference = mediaReferenceSchema.safeParse(file).data;
  return reference?.what === 'sound' ? media.durationMs(reference.videoId) : undefined;
}

function refuseSilent(library: Library, videoId: VideoId): void {
  if (getVideo(library, videoId).audioCodec !== null) return;
  throw new AppError('media.missing', `The video ${videoId} has no audio.`);
}

function fileOf(library: Library, reference: MediaReference): VideoFile {
  const { videoId, what } = reference;
  getVideo(library, videoId);
  const file = findFile(library, reference);
  if (file === undefined)
    throw new AppError('media.missing', `The video ${videoId} has no ${what}.`);
  return file;
}

function findFile(library: Library, reference: MediaReference): VideoFile | undefined {
  const { videoId, what } = reference;
  switch (what) {
    case 'keyframe':
      return findKeyframe(library, videoId, reference.atMs);
    case 'poster':
      return findVideoFile(library, videoId, 'poster');
    case 'video':
      return (
        findVideoFile(library, videoId, 'playback') ?? findVideoFile(library, videoId, 'original')
      );
    case 'sound':
      return undefined;
    default:
      return what satisfies never;
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw new AppError('media.missing', 'A file of this video is missing.', { cause: error });
  });
  return found.size;
}
