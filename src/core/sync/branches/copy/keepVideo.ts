import type { ContentHash, VideoId } from '../../../../contract/index.ts';
import { pathBelow } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { keepTranscript, storedPath, tableOf } from '../../../library/index.ts';
import { addRows, branchName, type Client, replaceRows } from './copyRows.ts';
import { shareFile } from './shareFile.ts';

/** Both sides' ids of a video: they differ when both took the same file in. */
export interface VideoIds {
  libraryId: VideoId;
  branchId: VideoId;
}

/** Tables of which a video's rows are carried over as they are. */
export const plainTables = [
  'video_media',
  'shots',
  'keyframes',
  'transcript_segments',
  'transcript_words',
  'earlier_transcripts',
  'heard_transcripts',
  'transcript_edits',
  'sound_regions',
  'on_screen_texts',
  'picture_descriptions',
  'seen_things',
  'video_looks',
  'hooks',
  'metric_snapshots',
  'comments',
  'imported_lines',
  'video_prints',
  'video_notes',
  'video_reviews',
  'video_tags',
  'codings',
];

/** The video of that hash in the library and in the attached branch. */
export function videoIdsOf(client: Client, contentHash: string): Partial<VideoIds> {
  const idIn = (schema: string): VideoId | undefined =>
    client
      .prepare<[string], VideoId>(`SELECT id FROM ${schema}.videos WHERE content_hash = ?`)
      .pluck()
      .get(contentHash);
  const [libraryId, branchId] = [idIn('main'), idIn(branchName)];
  return {
    ...(libraryId !== undefined && { libraryId }),
    ...(branchId !== undefined && { branchId }),
  };
}

/** Stored files of a video of the branch get their name in the library, before rows name them. */
export async function shareVideoFiles(
  library: Library,
  branch: Library,
  id: VideoId,
): Promise<void> {
  const files = branch.db.$client
    .prepare<[{ id: VideoId }], { hash: ContentHash; extension: string }>(
      `SELECT content_hash AS hash, extension FROM media_files WHERE storage <> 'reference'
         AND content_hash IN (SELECT content_hash FROM video_media WHERE video_id = :id
           UNION SELECT content_hash FROM keyframes WHERE video_id = :id
           UNION SELECT content_hash FROM videos WHERE id = :id)`,
    )
    .all({ id });
  const media = pathBelow(library.directory, 'media');
  for (const { hash, extension } of files) {
    await shareFile(
      storedPath(branch.directory, hash, extension),
      media,
      storedPath(library.directory, hash, extension),
    );
  }
}

/** Adds a video of the attached branch with all that was read from it. In a transaction. */
export function addVideo(client: Client, id: VideoId): void {
  client
    .prepare(
      `INSERT OR IGNORE INTO main.media_files SELECT * FROM ${branchName}.media_files
       WHERE content_hash IN (SELECT content_hash FROM ${branchName}.video_media WHERE video_id = :id
         UNION SELECT content_hash FROM ${branchName}.keyframes WHERE video_id = :id
         UNION SELECT content_hash FROM ${branchName}.videos WHERE id = :id)`,
    )
    .run({ id });
  const channelId = localChannel(client, id);
  // Triggers write these; the measures are computed from the snapshots anew.
  const set = {
    channel_id: channelId,
    latest_views: null,
    outlier_score: null,
    views_per_hour: null,
  };
  addRows(client, { table: 'videos', by: 'id', value: id, set });
  // Codes of the branch that its spans name; those that are here already stay as they are.
  client
    .prepare(
      `INSERT OR IGNORE INTO main.codes SELECT * FROM ${branchName}.codes
       WHERE id IN (SELECT code_id FROM ${branchName}.codings WHERE video_id = ?)`,
    )
    .run(id);
  for (const table of plainTables) addRows(client, { table, by: 'video_id', value: id });
  addProducts(client, id);
  replaceChunkRows(client, { libraryId: id, branchId: id });
}

/**
 * The channel of a video of the branch, made in the library when it is new; null when it has none.
 */
export function localChannel(client: Client, id: VideoId): string | null {
  const ofVideo = `FROM ${branchName}.channels
    WHERE id = (SELECT channel_id FROM ${branchName}.videos WHERE id = ?)`;
  client.prepare(`INSERT OR IGNORE INTO main.channels SELECT * ${ofVideo}`).run(id);
  const channelId = client
    .prepare<[VideoId], string>(
      `SELECT id FROM main.channels WHERE (platform, name) = (SELECT platform, name ${ofVideo})`,
    )
    .pluck();
  return channelId.get(id) ?? null;
}

function addProducts(client: Client, id: VideoId): void {
  const copy = (into: string, columns: string, from: string): void =>
    void client
      .prepare(
        `INSERT OR IGNORE INTO main.${into} SELECT ${columns} FROM ${branchName}.${from} v
         JOIN ${branchName}.products p ON p.id = v.product_id
         LEFT JOIN main.products here ON here.name = p.name WHERE v.video_id = :id`,
      )
      .run({ id });
  copy(
    'products (name, brand, category, aliases)',
    'p.name, p.brand, p.category, p.aliases',
    'video_products',
  );
  // The numbers of products are those of each side.
  copy(
    'video_products (video_id, product_id, is_found)',
    ':id, here.id, v.is_found',
    'video_products',
  );
  copy(
    'product_judgements (product_id, video_id, source, start_ms, is_right, kind)',
    'here.id, :id, v.source, v.start_ms, v.is_right, v.kind',
    'product_judgements',
  );
}

/**
 * The video's chunks become those of the branch, with their vectors where both sides search with
 * the same model; the library embeds the others itself.
 */
export function replaceChunkRows(client: Client, { libraryId, branchId }: VideoIds): void {
  const same = (a: string, b: string): string =>
    `(${a}.kind, ${a}.start_ms, ${a}.end_ms, ${a}.text) = (${b}.kind, ${b}.start_ms, ${b}.end_ms, ${b}.text)`;
  // What is the same on both sides stays, with its vector.
  client
    .prepare(
      `DELETE FROM main.chunks AS h WHERE video_id = ? AND NOT EXISTS (
         SELECT 1 FROM ${branchName}.chunks t WHERE t.video_id = ? AND ${same('h', 't')})`,
    )
    .run(libraryId, branchId);
  const missing = client
    .prepare<[VideoId, VideoId], { id: number }>(
      `SELECT id FROM ${branchName}.chunks t WHERE video_id = ? AND NOT EXISTS (
         SELECT 1 FROM main.chunks h WHERE h.video_id = ? AND ${same('h', 't')}) ORDER BY id`,
    )
    .all(branchId, libraryId);
  const insert = client.prepare(
    `INSERT INTO main.chunks (video_id, kind, start_ms, end_ms, text)
     SELECT ?, kind, start_ms, end_ms, text FROM ${branchName}.chunks WHERE id = ?`,
  );
  const carry = vectorCarrier(client);
  for (const { id } of missing) {
    const { lastInsertRowid } = insert.run(libraryId, id);
    carry(id, Number(lastInsertRowid));
  }
}

function vectorCarrier(client: Client): (from: number, to: number) => void {
  const spaces = client
    .prepare<[], { librarySpace: number; branchSpace: number }>(
      `SELECT h.id AS librarySpace, t.id AS branchSpace FROM main.embedding_spaces h
       JOIN ${branchName}.embedding_spaces t USING (model_id, model_version, dimensions)
       WHERE h.state = 'active' AND t.state = 'active'`,
    )
    .get();
  if (spaces === undefined) return () => undefined;
  const read = client
    .prepare<[number], Buffer>(
      `SELECT vector FROM ${branchName}.${tableOf(spaces.branchSpace)} WHERE rowid = ?`,
    )
    .pluck();
  const stamp = client.prepare(
    `INSERT INTO main.embeddings (chunk_id, space_id, created_at_ms)
     SELECT ?, ?, created_at_ms FROM ${branchName}.embeddings WHERE chunk_id = ? AND space_id = ?`,
  );
  const insert = client.prepare(
    `INSERT INTO main.${tableOf(spaces.librarySpace)} (rowid, vector) VALUES (?, ?)`,
  );
  return (from, to) => {
    const vector = read.get(from);
    if (vector === undefined) return;
    // The vector first: the stamp tells the sharing log that it is there.
    insert.run(BigInt(to), vector);
    stamp.run(to, spaces.librarySpace, from, spaces.branchSpace);
  };
}

/**
 * The transcript with its words and what names its maker; the library's is kept as an earlier one.
 */
export function replaceTranscriptRows(library: Library, { libraryId, branchId }: VideoIds): void {
  const client = library.db.$client;
  keepTranscript(library, libraryId);
  for (const table of [
    'transcript_segments',
    'transcript_words',
    'heard_transcripts',
    'on_screen_texts',
  ]) {
    replaceRows(client, { table, by: 'video_id', value: branchId, set: { video_id: libraryId } });
  }
  client
    .prepare(
      `UPDATE main.videos SET (transcript_source, transcript_model) = (
         SELECT transcript_source, transcript_model FROM ${branchName}.videos WHERE id = ?)
       WHERE id = ?`,
    )
    .run(branchId, libraryId);
}
