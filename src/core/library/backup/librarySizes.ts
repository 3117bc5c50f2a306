import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { LibraryInfo } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { mediaFiles, videos } from '../../db/index.ts';

export interface LibrarySizes
  extends Pick<
    LibraryInfo,
    'videos' | 'durationMs' | 'databaseBytes' | 'mediaBytes' | 'referencedBytes'
  > {
  /** Files in the store. */
  mediaFiles: number;
}

/** What the library holds and takes. Media by the database's own account, not by the disk's. */
export function librarySizes({ db, directory }: Library): LibrarySizes {
  const held = db
    .select({
      videos: sql<number>`count(*)`,
      durationMs: sql<number>`coalesce(sum(${videos.durationMs}), 0)`,
    })
    .from(videos)
    .get();
  const stored = db
    .select({
      mediaBytes: sql<number>`coalesce(sum(size_bytes) FILTER (WHERE storage <> 'reference'), 0)`,
      mediaFiles: sql<number>`count(*) FILTER (WHERE storage <> 'reference')`,
      referencedBytes: sql<number>`coalesce(sum(size_bytes) FILTER (WHERE storage = 'reference'), 0)`,
    })
    .from(mediaFiles)
    .get();
  // The write-ahead log is part of the database until it is folded in.
  const databaseBytes = ['', '-wal', '-shm']
    .map((suffix) =>
      statSync(join(directory, `library.sqlite${suffix}`), { throwIfNoEntry: false }),
    )
    .reduce((sum, file) => sum + (file?.size ?? 0), 0);
  return {
    videos: held?.videos ?? 0,
    durationMs: held?.durationMs ?? 0,
    databaseBytes,
    mediaFiles: stored?.mediaFiles ?? 0,
    mediaBytes: stored?.mediaBytes ?? 0,
    referencedBytes: stored?.referencedBytes ?? 0,
  };
}
