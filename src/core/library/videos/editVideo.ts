import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { refreshTitleChunk } from '../chunks/titleChunk.ts';
import { getVideo, updateVideo } from './videoRepository.ts';

/**
 * Writes what a person says of a video, and what search finds it by, in one transaction; an empty
 * description takes it away. Errors: `video.notFound`.
 */
export function editVideo(
  library: Library,
  id: VideoId,
  edit: { title?: string | undefined; description?: string | undefined },
): void {
  const { title, description } = edit;
  library.db.transaction(
    () => {
      const before = getVideo(library, id);
      updateVideo(library, id, {
        title: title ?? before.title,
        description: description === undefined ? before.description : description || null,
      });
      refreshTitleChunk(library, id);
    },
    { behavior: 'immediate' },
  );
}
