import { mediaIn } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { MediaFiles } from '../../../remote/index.ts';

/** True for a body that names media of a library: the queue carries none. */
export function namesMedia(body: unknown): boolean {
  return mediaIn(body).length > 0;
}

/** For rows of the queue: media of another device are not here, and this machine's are its own. */
export const noMedia: MediaFiles = {
  open: () => Promise.reject(new AppError('workers.noMedia', 'The queue does not support media.')),
  refuseMissing: () => {
    throw new AppError('workers.noMedia', 'The queue does not support media.');
  },
  durationMs: () => undefined,
};
