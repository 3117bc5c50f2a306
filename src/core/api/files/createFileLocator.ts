import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { FileLocator } from '../../host/index.ts';
import {
  contentTypeOf,
  findKeyframe,
  findVideoFile,
  uploadFolder,
  type VideoFile,
} from '../../library/index.ts';

/** Tells the host where the files of a library are. */
export function createFileLocator(library: Library): FileLocator {
  return {
    findMedia: async ({ videoId, name, atMs }) => {
      const file = findFile(library, videoId, { name, atMs });
      if (file === undefined) return undefined;
      const { extension, ...rest } = file;
      return { ...rest, contentType: contentTypeOf(extension) };
    },
    uploadFolder: async (id) => uploadFolder(library, id),
  };
}

function findFile(
  library: Library,
  videoId: VideoId,
  { name, atMs }: { name: string; atMs: number },
): VideoFile | undefined {
  switch (name) {
    case 'original':
      // What browsers can play, when the original is not that.
      return (
        findVideoFile(library, videoId, 'playback') ?? findVideoFile(library, videoId, 'original')
      );
    case 'poster':
    case 'sprite':
    case 'waveform':
      return findVideoFile(library, videoId, name);
    case 'frame':
      return findKeyframe(library, videoId, atMs);
    default:
      return undefined;
  }
}
