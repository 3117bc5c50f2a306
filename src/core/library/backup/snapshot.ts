import { link, mkdir } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { type ContentHash, contentHashSchema } from '../../../contract/index.ts';
import { pathBelow, privateFolder, toAppError } from '../../base/index.ts';
import { copyDatabase, databaseName, type Library, openPlainDatabase } from '../../db/index.ts';
import { storedPath } from '../media/storedFile.ts';

/** A file that belongs into a backup. */
export interface SnapshotFile {
  /** Its name in the backup and, with slashes, in a library's folder. */
  name: string;
  /** Where it can be read. */
  path: string;
  /** What the library knows of it; the database is what it is. */
  expected: { contentHash: ContentHash; sizeBytes: number } | undefined;
}

export interface Snapshot {
  files: SnapshotFile[];
  /** Originals kept in place: named in the database, not copied. */
  referenced: number;
  videos: number;
}

interface MediaRow {
  contentHash: string;
  extension: string;
  sizeBytes: number;
  storage: string;
}

/**
 * Keeps a library as it is now in `folder`, which it makes inside of the library: its database, and
 * a hard link to each media file that this database names, so that a video removed from now on can
 * still be read. Where the file system has no hard links, files are read where they are.
 */
export async function takeSnapshot(
  library: Library,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<Snapshot> {
  const database = pathBelow(folder, databaseName);
  await mkdir(folder, privateFolder);
  await copyDatabase(library.db.$client, database);
  const files: SnapshotFile[] = [{ name: databaseName, path: database, expected: undefined }];
  let referenced = 0;
  const folders = new Set<string>();
  const { media, videos } = contentsOf(database);
  for (const { contentHash, extension, sizeBytes, storage } of media) {
    signal?.throwIfAborted();
    if (storage === 'reference') {
      referenced += 1;
      continue;
    }
    const hash = contentHashSchema.parse(contentHash);
    const source = storedPath(library.directory, hash, extension);
    const kept = storedPath(folder, hash, extension);
    if (!folders.has(dirname(kept))) await mkdir(dirname(kept), privateFolder);
    folders.add(dirname(kept));
    files.push({
      name: relative(folder, kept).split(sep).join('/'),
      path: (await isLinked(source, kept)) ? kept : source,
      expected: { contentHash: hash, sizeBytes },
    });
  }
  return { files, referenced, videos };
}

/** Of the snapshot, not of the library, which goes on. */
function contentsOf(database: string): { media: MediaRow[]; videos: number } {
  const connection = openPlainDatabase(database, { readOnly: true });
  try {
    const media = connection
      .prepare<[], MediaRow>(
        `SELECT content_hash AS contentHash, extension, size_bytes AS sizeBytes, storage
         FROM media_files`,
      )
      .all();
    const videos = connection.prepare<[], number>('SELECT count(*) FROM videos').pluck().get();
    return { media, videos: videos ?? 0 };
  } finally {
    connection.close();
  }
}

/** False for a file that is missing, and on a file system without hard links. */
async function isLinked(source: string, target: string): Promise<boolean> {
  try {
    await link(source, target);
    return true;
  } catch (error) {
    const { code } = toAppError(error);
    if (code === 'disk.full') throw error;
    return false;
  }
}
