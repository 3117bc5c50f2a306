import type { ContentHash, VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { recordHash } from '../../../library/index.ts';

/** What tells a post apart from all others. */
export interface PostIdentity {
  platform: string;
  externalId: string | undefined;
  url: string | undefined;
}

export function identityHash({ platform, externalId, url }: PostIdentity): ContentHash {
  return recordHash(platform, externalId ?? url ?? '');
}

/**
 * Finds the video of a post, whether it came as a record, a file or a link: by its platform and id,
 * else by its address. Of several files of one post the newest.
 */
export function createFinder({ db }: Library): (post: PostIdentity) => VideoId | undefined {
  const byHash = db.$client
    .prepare<[ContentHash], VideoId>('SELECT id FROM videos WHERE content_hash = ?')
    .pluck();
  const byId = db.$client
    .prepare<[string, string], VideoId>(
      `SELECT id FROM videos WHERE external_id = ? AND platform = ? COLLATE NOCASE
       ORDER BY created_at_ms DESC LIMIT 1`,
    )
    .pluck();
  const byUrl = db.$client
    .prepare<[string], VideoId>(
      'SELECT id FROM videos WHERE source_url = ? ORDER BY created_at_ms DESC LIMIT 1',
    )
    .pluck();
  return (post) => {
    const { platform, externalId, url } = post;
    return (
      byHash.get(identityHash(post)) ??
      (externalId === undefined ? undefined : byId.get(externalId, platform)) ??
      (url === undefined ? undefined : byUrl.get(url))
    );
  };
}
