import type { ChannelId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { upsertChannel } from '../../library/index.ts';
import type { SidecarMetadata } from './sidecarMetadata.ts';

/** The channel that a sidecar names, made when it is new. */
export function channelOf(
  library: Library,
  metadata: SidecarMetadata | undefined,
): ChannelId | undefined {
  if (metadata?.channel === undefined) return undefined;
  return upsertChannel(library, {
    platform: metadata.platform ?? 'unknown',
    name: metadata.channel,
    url: metadata.channelUrl,
  });
}
