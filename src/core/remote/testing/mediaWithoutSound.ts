import type { Library } from '../../db/index.ts';
import { createMediaFiles, type MediaFiles } from '../batches/outgoing/mediaFiles.ts';

/** The media of a library for tests whose requests send no sound: no child process decodes any. */
export function mediaWithoutSound(library: Library): MediaFiles {
  return createMediaFiles(library, () => Promise.reject(new Error('no sound is made here')));
}
