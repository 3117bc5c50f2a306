import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { addMetricSnapshots, addProducts, getVideo, updateVideo } from '../../library/index.ts';
import { channelOf } from '../records/channelOf.ts';
import { readSidecar, type SidecarResult } from '../records/readSidecar.ts';

/**
 * A file that the library has comes again, perhaps with a corrected or newer sidecar. What it
 * says now takes the place of what was known, what it leaves out stays; counts become snapshots
 * beside the earlier ones, and products are added. The language stays the transcript's. The same
 * bytes from another address are another post, whose names and counts are not this video's.
 * Returns why a sidecar that is there could not be used.
 */
export async function retellDuplicate(
  library: Library,
  { videoId, path }: { videoId: VideoId; path: string },
): Promise<SidecarResult['problem']> {
  const { metadata, problem } = await readSidecar(path);
  const known = getVideo(library, videoId);
  if (metadata !== undefined && !isOtherPost(known.sourceUrl, metadata.sourceUrl)) {
    updateVideo(library, videoId, {
      title: metadata.title ?? known.title,
      description: metadata.description ?? known.description,
      platform: metadata.platform ?? known.platform,
      sourceUrl: metadata.sourceUrl ?? known.sourceUrl,
      publishedAtMs: metadata.publishedAtMs ?? known.publishedAtMs,
      channelId: channelOf(library, metadata) ?? known.channelId,
    });
    addMetricSnapshots(library, videoId, metadata.metrics);
    addProducts(library, videoId, metadata.products);
  }
  return problem;
}

function isOtherPost(known: string | null, told: string | undefined): boolean {
  return known !== null && told !== undefined && told !== known;
}
