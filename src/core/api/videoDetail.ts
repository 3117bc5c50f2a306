import type { VideoDetail } from '../../contract/index.ts';
import type { Library } from '../db/index.ts';
import { getVideo, getVideoDetail } from '../library/index.ts';
import { conflictedFields } from '../sync/index.ts';

/** All that the video screen shows. `idOrPrefix` may be the beginning of one video's id. */
export function videoDetail(library: Library, idOrPrefix: string): VideoDetail {
  const detail = getVideoDetail(library, idOrPrefix);
  const { contentHash } = getVideo(library, detail.id);
  return { ...detail, conflictedFields: conflictedFields(library, 'video', contentHash) };
}
