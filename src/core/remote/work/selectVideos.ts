import type { VideoId, WorkSelection } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { findVideos } from '../../library/index.ts';

const pageVideos = 2_000;

/** The videos of a selection; undefined: all. */
export async function selectVideos(
  library: Library,
  selection: WorkSelection,
  signal?: AbortSignal,
): Promise<ReadonlySet<VideoId> | undefined> {
  switch (selection.of) {
    case 'everything':
      return undefined;
    case 'videos':
      return new Set(selection.videoIds);
    case 'filter': {
      const { text, filters } = selection;
      const selected = new Set<VideoId>();
      for (;;) {
        const page = { limit: pageVideos, offset: selected.size, filters };
        const { videos } = await findVideos(library, { ...page, text }, { signal });
        for (const { id } of videos) selected.add(id);
        if (videos.length < pageVideos) return selected;
      }
    }
    default:
      return selection satisfies never;
  }
}
