import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { createDetailWriters } from '../imports/writing/detailWriters.ts';
import type { SidecarMetadata } from './sidecarMetadata.ts';

/** Keeps the comments that a sidecar has, their authors as hashes. In a transaction. */
export function storeComments(
  library: Library,
  videoId: VideoId,
  metadata: SidecarMetadata | undefined,
): void {
  const { comments = [], platform = '' } = metadata ?? {};
  if (comments.length === 0) return;
  createDetailWriters(library, { keepNames: false }).comments(videoId, platform, comments);
}
