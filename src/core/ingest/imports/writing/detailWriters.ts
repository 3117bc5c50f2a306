import { createHash } from 'node:crypto';
import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import {
  countNames,
  type ImportedComment,
  type ImportedSnapshot,
  maxComments,
} from '../record/importedRecord.ts';
import { createAuthorHash } from './authorHash.ts';

/** Each gives how many rows are new or say something else than before. */
export interface DetailWriters {
  snapshots(videoId: VideoId, snapshots: readonly ImportedSnapshot[]): number;
  comments(videoId: VideoId, platform: string, comments: readonly ImportedComment[]): number;
}

export interface DetailWriterOptions {
  /** True: authors of comments keep their names. */
  keepNames: boolean;
}

/** Writes what a video has many of; a count that is not told leaves the stored one as it is. */
export function createDetailWriters(
  library: Library,
  { keepNames }: DetailWriterOptions,
): DetailWriters {
  const { $client } = library.db;
  const set = [...countNames, 'rounded_to'].map(
    (name) => `${name} = coalesce(excluded.${name}, ${name})`,
  );
  const differs = countNames.map(
    (name) => `excluded.${name} IS NOT NULL AND excluded.${name} IS NOT ${name}`,
  );
  const snapshot = $client.prepare(
    `INSERT INTO metric_snapshots
       (video_id, observed_at_ms, ${countNames.join(', ')}, rounded_to)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (video_id, observed_at_ms) DO UPDATE SET ${set.join(', ')}
     WHERE ${differs.map((condition) => `(${condition})`).join(' OR ')}`,
  );
  const comment = $client.prepare(
    `INSERT INTO comments (video_id, key, text, author, likes, published_at_ms)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (video_id, key) DO UPDATE SET text = excluded.text,
       likes = coalesce(excluded.likes, likes)
     WHERE text <> excluded.text OR (excluded.likes IS NOT NULL AND excluded.likes IS NOT likes)`,
  );
  // What is over the limit now, because another file told other comments.
  const trim = $client.prepare(
    `DELETE FROM comments WHERE video_id = :videoId AND key IN (
       SELECT key FROM comments WHERE video_id = :videoId
       ORDER BY likes DESC NULLS LAST, key LIMIT -1 OFFSET ${maxComments})`,
  );
  const hashOf = createAuthorHash(library);

  return {
    snapshots: (videoId, snapshots) => {
      let changed = 0;
      // The newest first: the views of the others are then not written into the video.
      const newest = [...snapshots].sort((one, other) => other.observedAtMs - one.observedAtMs);
      for (const { observedAtMs, roundedTo, ...counts } of newest) {
        changed += snapshot.run(
          ...[videoId, observedAtMs, ...countNames.map((name) => counts[name] ?? null)],
          roundedTo === undefined ? null : JSON.stringify(roundedTo),
        ).changes;
      }
      return changed;
    },
    comments: (videoId, platform, comments) => {
      let changed = 0;
      for (const { id, text, author, likes, publishedAtMs } of comments) {
        const named = author === undefined || keepNames ? author : hashOf(platform, author);
        const key = id ?? keyOf(text, named);
        changed += comment.run(
          ...[videoId, key, text, named ?? null, likes ?? null, publishedAtMs ?? null],
        ).changes;
      }
      if (changed > 0) trim.run({ videoId });
      return changed;
    },
  };
}

function keyOf(text: string, author: string | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([author, text]))
    .digest('hex')
    .slice(0, 24);
}
