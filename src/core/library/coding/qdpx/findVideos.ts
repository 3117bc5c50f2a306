import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { guidOf } from './guid.ts';
import type { QdaVideo } from './qdaProject.ts';

/** A video of the library. */
export interface Place {
  videoId: VideoId;
  durationMs: number;
}

interface Row extends Place {
  contentHash: string;
  title: string;
  originalName: string;
}

/**
 * The videos of a project in the library by their guids: those of the same content, else the only one
 * whose file, else the only one whose title, is named so.
 */
export function findVideos(
  { db }: Library,
  videos: readonly QdaVideo[],
): ReadonlyMap<string, Place> {
  const rows = db.$client
    .prepare<[], Row>(
      `SELECT id AS videoId, content_hash AS contentHash, title, original_name AS originalName,
         duration_ms AS durationMs FROM videos`,
    )
    .all();
  const byGuid = new Map(rows.map((row) => [guidOf('video', row.contentHash), row]));
  const byFile = Map.groupBy(rows, ({ originalName }) => originalName.toLowerCase());
  const byTitle = Map.groupBy(rows, ({ title }) => title.toLowerCase());
  const only = (found: readonly Row[] | undefined): Row | undefined =>
    found?.length === 1 ? found[0] : undefined;
  return new Map(
    videos.flatMap(({ guid, name, fileNames }) => {
      const names = [...fileNames, name].map((each) => each.toLowerCase());
      const files = names.map((each) => only(byFile.get(each)));
      const row =
        byGuid.get(guid) ??
        files.find((each) => each !== undefined) ??
        only(byTitle.get(name.toLowerCase()));
      if (row === undefined) return [];
      return [[guid, { videoId: row.videoId, durationMs: row.durationMs }] as const];
    }),
  );
}
