import type { CollectionId, ContentHash } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { isShared } from '../../library/index.ts';
import { sharedTitles } from './sharedViews.ts';

export interface RemoteVideo {
  contentHash: ContentHash;
  title: string;
  channel?: string;
}

const from = `FROM collection_members m
  WHERE collection_id = ? AND video_id IS NULL AND ${isShared('m.content_hash')}`;

/** Videos of a collection that only the team has, in its order. */
export function remoteVideos(
  library: Library,
  id: CollectionId,
  { limit, offset }: { limit: number; offset: number },
): { videos: RemoteVideo[]; total: number } {
  const { $client } = library.db;
  const hashes = $client
    .prepare<[string, number, number], ContentHash>(
      `SELECT content_hash ${from}
       ORDER BY position, content_hash LIMIT ? OFFSET ?`,
    )
    .pluck()
    .all(id, limit, offset);
  const total = $client.prepare<[string], number>(`SELECT count(*) ${from}`).pluck().get(id);
  const titles = sharedTitles(library, hashes);
  const videos = hashes.map((contentHash) => ({
    contentHash,
    ...(titles.get(contentHash) ?? { title: '' }),
  }));
  return { videos, total: total ?? 0 };
}
