import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { addMetricSnapshots, addProducts, getVideo, updateVideo } from '../../../library/index.ts';
import { channelOf } from '../../records/channelOf.ts';
import type { SidecarMetadata } from '../../records/sidecarMetadata.ts';
import { storeComments } from '../../records/storeComments.ts';

/**
 * A file that the library has comes again, perhaps with a corrected or newer sidecar. What it
 * says now takes the place of what was known, what it leaves out stays; counts become snapshots
 * beside the earlier ones, and products are added. The language stays the transcript's. The same
 * bytes from another address are another post, whose names and counts are not this video's.
 */
export function retellDuplicate(
  library: Library,
  videoId: VideoId,
  metadata: SidecarMetadata | undefined,
): void {
  const known = getVideo(library, videoId);
  if (metadata === undefined || isOtherPost(known.sourceUrl, metadata.sourceUrl)) return;
  updateVideo(library, videoId, {
    title: metadata.title ?? known.title,
    description: metadata.description ?? known.description,
    platform: metadata.platform ?? known.platform,
    sourceUrl: metadata.sourceUrl ?? known.sourceUrl,
    externalId: metadata.externalId ?? known.externalId,
    publishedAtMs: metadata.publishedAtMs ?? known.publishedAtMs,
    channelId: channelOf(library, metadata) ?? known.channelId,
  });
  addMetricSnapshots(library, videoId, metadata.metrics);
  addProducts(library, videoId, metadata.products);
  storeComments(library, videoId, metadata);
}

function isOtherPost(known: string | null, told: string | undefined): boolean {
  return known !== null && told !== undefined && told !== known;
}
