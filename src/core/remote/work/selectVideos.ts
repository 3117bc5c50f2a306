import type { VideoId, WorkSelection } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { listVideos } from '../../library/index.ts';

const pageVideos = 10_000;

/** The videos of a selection; undefined: all. */
export function selectVideos(
  library: Library,
  selection: WorkSelection,
): ReadonlySet<VideoId> | undefined {
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
        const { videos } = listVideos(library, { ...page, text });
        for (const { id } of videos) selected.add(id);
        if (videos.length < pageVideos) return selected;
      }
    }
    default:
      return selection satisfies never;
  }
}
