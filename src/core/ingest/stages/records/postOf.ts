import { platformName, readPostAddress } from '../../imports/values/postAddress.ts';
import type { PostIdentity } from '../../imports/writing/findKnown.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import type { SidecarMetadata } from '../../records/sidecarMetadata.ts';

/** Which post a file is of, as its sidecar or its link tells; undefined when neither does. */
export function postOf(
  { sourceUrl }: Pick<IngestPayload, 'sourceUrl'>,
  metadata: SidecarMetadata | undefined,
): PostIdentity | undefined {
  const given = metadata?.sourceUrl ?? sourceUrl;
  const address = given === undefined ? undefined : readPostAddress(given);
  const platform = address?.platform ?? (metadata?.platform && platformName(metadata.platform));
  if (platform === undefined) return undefined;
  const externalId = address?.externalId ?? metadata?.externalId;
  if (externalId === undefined && address === undefined) return undefined;
  return { platform, externalId, url: address?.url };
}
