import { branchName, type Client } from './copyRows.ts';

/**
 * A collection as the attached branch has it; upserted, because a removal would be shared as one.
 */
export function keepCollection(client: Client, id: string): void {
  const inBranch = `FROM ${branchName}.collections WHERE id = :id`;
  client
    .prepare(`DELETE FROM main.collections WHERE id = :id AND NOT EXISTS (SELECT 1 ${inBranch})`)
    .run({ id });
  client
    .prepare(
      `INSERT INTO main.collections (id, name, note, created_at_ms)
       SELECT id, name, note, created_at_ms ${inBranch}
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, note = excluded.note`,
    )
    .run({ id });
}

/** Whether and where a video is in a collection, as the attached branch has it. */
export function keepMembership(client: Client, id: string): void {
  const [collection = '', hash = ''] = id.split(':');
  const inBranch = `FROM ${branchName}.collection_members
    WHERE collection_id = :collection AND content_hash = :hash`;
  client
    .prepare(
      `DELETE FROM main.collection_members WHERE collection_id = :collection
         AND content_hash = :hash AND NOT EXISTS (SELECT 1 ${inBranch})`,
    )
    .run({ collection, hash });
  client
    .prepare(
      `INSERT INTO main.collection_members (collection_id, content_hash, video_id, position)
       SELECT collection_id, content_hash,
         (SELECT id FROM main.videos WHERE content_hash = :hash), position ${inBranch}
       ON CONFLICT (collection_id, content_hash) DO UPDATE SET position = excluded.position`,
    )
    .run({ collection, hash });
}
