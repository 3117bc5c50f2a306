import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import {
  addMetricSnapshots,
  addProducts,
  findVideoByFile,
  getVideo,
  hasVideo,
  type NewVideo,
  updateVideo,
} from '../../../library/index.ts';
import { createFinder } from '../../imports/writing/findKnown.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { channelOf } from '../../records/channelOf.ts';
import type { SidecarMetadata } from '../../records/sidecarMetadata.ts';
import { storeComments } from '../../records/storeComments.ts';
import { postOf } from './postOf.ts';

interface JoinedFile {
  /** Columns that describe the file. */
  file: Partial<NewVideo>;
  metadata: SidecarMetadata | undefined;
}

/**
 * A file of a post that is known by its metadata alone becomes that video's: the row keeps its
 * history, texts and place in collections, and gets the file. The same platform and id, or the same
 * address, is the same post. In a transaction; undefined when there is no such record.
 */
export function joinRecord(
  library: Library,
  payload: IngestPayload,
  { file, metadata }: JoinedFile,
): VideoId | undefined {
  const { contentHash } = payload;
  // An earlier attempt joined them, or the file has a video of its own.
  const owner = contentHash === undefined ? undefined : findVideoByFile(library, contentHash);
  const isOwn = owner !== undefined && owner.contentHash === contentHash;
  const id = isOwn ? undefined : (owner?.id ?? findRecord(library, payload, metadata));
  if (id === undefined) return undefined;
  const known = getVideo(library, id);
  updateVideo(library, id, {
    ...file,
    title: metadata?.title ?? known.title,
    description: metadata?.description ?? known.description,
    platform: known.platform ?? metadata?.platform ?? null,
    sourceUrl: metadata?.sourceUrl ?? known.sourceUrl,
    externalId: known.externalId ?? metadata?.externalId ?? null,
    publishedAtMs: metadata?.publishedAtMs ?? known.publishedAtMs,
    language: payload.language ?? metadata?.language ?? known.language,
    channelId: known.channelId ?? channelOf(library, metadata) ?? null,
    // Until all stages have seen the file.
    ingestState: 'partial',
  });
  addMetricSnapshots(library, id, metadata?.metrics ?? []);
  addProducts(library, id, metadata?.products ?? []);
  storeComments(library, id, metadata);
  return id;
}

/** A video that has a file already is another one's: two files of a post stay two videos. */
function findRecord(
  library: Library,
  payload: IngestPayload,
  metadata: SidecarMetadata | undefined,
): VideoId | undefined {
  const { recordId } = payload;
  const isGiven = recordId !== undefined && hasVideo(library, recordId);
  const post = isGiven ? undefined : postOf(payload, metadata);
  const id = isGiven ? recordId : post && createFinder(library)(post);
  return id !== undefined && getVideo(library, id).storage === 'none' ? id : undefined;
}
